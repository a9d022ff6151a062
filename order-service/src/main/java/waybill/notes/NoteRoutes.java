package waybill.notes;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import waybill.access.Caller;
import waybill.audit.Audit;
import waybill.audit.Audit.Action;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.json.Fields;
import waybill.json.Json;
import waybill.log.OrderStore;

/** Adding an internal note to an order, and reading the order's history with names. */
public final class NoteRoutes {
  private static final int MAX_LENGTH = 2000;

  /** A page; {@code next} is the token of the page that follows. */
  private record HistoryView(List<Notes.Entry> history, Optional<String> next) {}

  private final Notes notes;
  private final OrderStore orders;
  private final Audit audit;
  private final InstantSource clock;

  public NoteRoutes(Notes notes, OrderStore orders, Audit audit, InstantSource clock) {
    this.notes = notes;
    this.orders = orders;
    this.audit = audit;
    this.clock = clock;
  }

  public void addTo(RouteTable routes) {
    routes
        .on(Method.POST, "/api/orders/{id}/notes", this::add)
        .on(Method.GET, "/api/orders/{id}/history", this::history, "limit", "page");
  }

  private void add(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var order = reader.path("id", orders::named);
    var text = Fields.read(reader.json(), f -> f.text("text", MAX_LENGTH));
    var note = notes.add(order, Caller.user(req).name(), text, clock.instant());
    audit.done(Caller.author(req), Action.NOTE_ADDED, order.value());
    Responses.created(req, res, Json.bytes(note));
  }

  private void history(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var order = reader.path("id", orders::named);
    reader.acceptsJson();
    int limit = reader.query("limit", 100, 500);
    var after = reader.page(Notes.Place::parse).orElse(Notes.Place.START);
    var found = notes.history(order, after, limit + 1);
    var next =
        found.size() > limit
            ? Optional.of(found.get(limit - 1).place().toString())
            : Optional.<String>empty();
    reader.linkNext(res, next);
    var entries = found.stream().limit(limit).toList();
    Responses.json(req, res, new HistoryView(entries, next));
  }
}
