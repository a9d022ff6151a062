package waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.List;
import waybill.access.Caller;
import waybill.api.OrderJson.Audience;
import waybill.audit.Audit;
import waybill.http.EntityTags;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.log.EventLog;
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
  private final ChangeResponses responses;
  private final Audit audit;
  private final InstantSource clock;

  public OrderRoutes(
      OrderCommands commands, OrderStore orders, EventLog log, Audit audit, InstantSource clock) {
    this.commands = commands;
    this.orders = orders;
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
    var request = ChangeRequest.read(req, Requests::placeOrder);
    var author = Caller.author(req);
    var result = commands.place(request.value(), ActorKind.STAFF, author, request.key());
    var order = responses.order(result);
    audit.changed(author, result);
    res.header(HeaderNames.ETAG, OrderJson.tag(order.version(), Audience.STAFF));
    res.header(HeaderNames.LOCATION, "/api/orders/" + order.id());
    Responses.created(req, res, OrderJson.order(order, Audience.STAFF));
  }

  /** Appends an event. With If-Match, only to the version that the client knows. */
  private void append(ServerRequest req, ServerResponse res) {
    var id = new RequestReader(req).path("id", OrderId::parse);
    var report = report(req);
    var ifMatch = EntityTags.ifMatch(req.headers().all(HeaderNames.IF_MATCH, List::of));
    var author = Caller.author(req);
    var result =
        commands.append(
            id,
            report.value(),
            version -> EntityTags.matches(ifMatch, version),
            author,
            report.key());
    var event = responses.event(result);
    audit.changed(author, result);
    res.header(HeaderNames.ETAG, OrderJson.tag(event.version(), Audience.STAFF));
    Responses.created(req, res, responses.json(event).getBytes(UTF_8));
  }

  /** If the order does not exist, the answer is 404, even if the request is wrong too. */
  private ChangeRequest<ReportedChange> report(ServerRequest req) {
    try {
      return ChangeRequest.read(req, f -> ReportedChangeRequests.read(f, clock.instant()));
    } catch (RuntimeException e) {
      new RequestReader(req).path("id", orders::named);
      throw e;
    }
  }

  private void read(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var id = reader.path("id", OrderId::parse);
    var order = orders.find(id).orElseThrow(() -> Problem.notFound().exception());
    reader.acceptsJson();
    var audience = audience(Caller.of(req), order);
    var tag = OrderJson.tag(order.version(), audience);
    res.header(HeaderNames.ETAG, tag);
    res.header(HeaderNames.CACHE_CONTROL, "private, no-cache");
    res.header(HeaderNames.VARY, "Cookie, Authorization");
    var ifNoneMatch = req.headers().all(HeaderNames.IF_NONE_MATCH, List::of);
    if (EntityTags.noneMatches(ifNoneMatch, tag)) {
      Responses.send(req, res, 200, Responses.JSON, OrderJson.order(order, audience));
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
