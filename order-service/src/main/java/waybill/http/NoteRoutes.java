package waybill.http;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.Optional;
import waybill.access.Audit;
import waybill.access.Audit.Action;
import waybill.json.AccessRequests;
import waybill.store.Notes;
import waybill.store.Orders;

/** What staff tell each other about an order, and its history with names. */
final class NoteRoutes {
  private final Notes notes;
  private final Orders orders;
  private final Audit audit;
  private final InstantSource clock;

  NoteRoutes(Notes notes, Orders orders, Audit audit, InstantSource clock) {
    this.notes = notes;
    this.orders = orders;
    this.audit = audit;
    this.clock = clock;
  }

  void addTo(RouteTable routes) {
    routes
        .on(Method.POST, "/api/orders/{id}/notes", this::add)
        .on(Method.GET, "/api/orders/{id}/history", this::history);
  }

  private void add(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    var order = inquiry.orderIn(orders);
    var text = AccessRequests.note(Inquiry.json(inquiry.body()));
    var author = inquiry.author();
    var note = notes.add(order, author.account(), text, clock.instant());
    audit.write(
        Optional.of(author.account()), author.address(), Action.NOTE_ADDED, order.value(), "done");
    Answers.created(req, res, AccessJson.note(note));
  }

  private void history(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    var order = inquiry.orderIn(orders);
    inquiry.acceptsJson();
    Answers.json(req, res, AccessJson.history(notes.events(order), notes.of(order)));
  }
}
