package waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import waybill.access.Caller;
import waybill.api.OrderJson.Audience;
import waybill.audit.Audit;
import waybill.http.EntityTags;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.log.EventLog;
import waybill.log.IdempotencyKey;
import waybill.log.OrderCommands;
import waybill.log.OrderStore;
import waybill.order.ActorKind;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.ReportedChange;

/** Placing, changing and reading orders. */
public final class OrderRoutes {
  private final OrderCommands commands;
  private final OrderStore orders;
  private final EventLog log;
  private final ChangeResponses responses;
  private final Audit audit;
  private final InstantSource clock;

  public OrderRoutes(
      OrderCommands commands, OrderStore orders, EventLog log, Audit audit, InstantSource clock) {
    this.commands = commands;
    this.orders = orders;
    this.log = log;
    this.responses = new ChangeResponses(log);
    this.audit = audit;
    this.clock = clock;
  }

  public void addTo(RouteTable routes) {
    routes
        .on(Method.POST, "/api/orders", this::place)
        .on(Method.GET, "/api/orders/{id}", this::read)
        .on(Method.POST, "/api/orders/{id}/events", this::append);
  }

  private void place(ServerRequest req, ServerResponse res) {
    var request = new ChangeRequest(req);
    var placed = request.read(Requests::placeOrder);
    var author = Caller.author(req);
    var result = commands.place(placed, ActorKind.STAFF, author, request.key());
    var order = responses.order(result);
    audit.changed(author, result);
    res.header(HeaderNames.ETAG, EntityTags.of(order.version()));
    res.header(HeaderNames.LOCATION, "/api/orders/" + order.id());
    Responses.created(req, res, OrderJson.order(order, Audience.STAFF));
  }

  /** Appends an event. With If-Match, only to the version that the client knows. */
  private void append(ServerRequest req, ServerResponse res) {
    var id = new RequestReader(req).path("id", OrderId::parse);
    var report = report(id, req);
    var ifMatch = req.headers().all(HeaderNames.IF_MATCH, List::of);
    var author = Caller.author(req);
    var result =
        commands.append(
            id,
            report.change(),
            version -> EntityTags.matches(ifMatch, version),
            author,
            report.key());
    var event = responses.event(result);
    audit.changed(author, result);
    res.header(HeaderNames.ETAG, EntityTags.of(event.version()));
    Responses.created(req, res, responses.json(event).getBytes(UTF_8));
  }

  private record Report(ReportedChange change, Optional<IdempotencyKey> key) {}

  /** If the order does not exist, the answer is 404, even if the request is wrong too. */
  private Report report(OrderId id, ServerRequest req) {
    try {
      var request = new ChangeRequest(req);
      var change = request.read(f -> ReportedChangeRequests.read(f, clock.instant()));
      return new Report(change, request.key());
    } catch (RuntimeException e) {
      if (log.head(id).isEmpty()) {
        throw Problem.notFound().exception();
      }
      throw e;
    }
  }

  private void read(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var id = reader.path("id", OrderId::parse);
    var order = orders.find(id).orElseThrow(() -> Problem.notFound().exception());
    reader.acceptsJson();
    res.header(HeaderNames.ETAG, EntityTags.of(order.version()));
    res.header(HeaderNames.CACHE_CONTROL, "private, no-cache");
    res.header(HeaderNames.VARY, "Cookie, Authorization");
    var ifNoneMatch = req.headers().all(HeaderNames.IF_NONE_MATCH, List::of);
    if (EntityTags.noneMatches(ifNoneMatch, order.version())) {
      var body = OrderJson.order(order, audience(Caller.of(req), order));
      Responses.send(req, res, 200, Responses.JSON, body);
    } else {
      res.status(Status.NOT_MODIFIED_304).send();
    }
  }

  /** A customer who has a link to another customer's order reads it as a guest. */
  private static Audience audience(Caller caller, Order order) {
    if (caller.isStaff()) {
      return Audience.STAFF;
    }
    boolean own = caller.user().map(user -> user.maySee(order.customer())).orElse(false);
    return own ? Audience.CUSTOMER : Audience.GUEST;
  }
}
