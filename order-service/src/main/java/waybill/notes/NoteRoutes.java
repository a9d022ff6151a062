package waybill.notes;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import waybill.access.Caller;
import waybill.audit.Audit;
import waybill.audit.Audit.Action;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.json.Fields;
import waybill.json.Json;
import waybill.log.OrderStore;
import waybill.order.OrderId;

/** Adding an internal note to an order, and reading the order's history with names. */
public final class NoteRoutes {
  private static final int MAX_LENGTH = 2000;

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
        .on(Method.GET, "/api/orders/{id}/history", this::history);
  }

  private void add(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var order = order(reader);
    var text = Fields.read(reader.json(), f -> f.text("text", MAX_LENGTH));
    var note = notes.add(order, Caller.user(req).name(), text, clock.instant());
    audit.done(Caller.author(req), Action.NOTE_ADDED, order.value());
    Responses.created(req, res, Json.bytes(NoteJson.view(note)));
  }

  private void history(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var order = order(reader);
    reader.acceptsJson();
    Responses.json(req, res, NoteJson.history(notes.events(order), notes.of(order)));
  }

  /** The order of the path, if it exists. */
  private OrderId order(RequestReader reader) {
    return reader.path(
        "id", text -> OrderId.parse(text).filter(id -> orders.owner(id).isPresent()));
  }
}
