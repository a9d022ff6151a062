package waybill.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import waybill.access.Audit;
import waybill.access.Audit.Action;
import waybill.access.Caller;
import waybill.api.OrderJson.Audience;
import waybill.http.EntityTags;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.json.Json;
import waybill.log.EventLog;
import waybill.log.IdempotencyKey;
import waybill.log.OrderCommands;
import waybill.log.OrderSearch;
import waybill.log.OrderSearch.Page;
import waybill.log.OrderStore;
import waybill.order.ActorKind;
import waybill.order.Headline;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.OrderStatus;
import waybill.order.ReportedChange;

/** Placing orders, appending what happened to them, reading them. */
public final class OrderRoutes {
  private final OrderCommands commands;
  private final OrderStore orders;
  private final OrderSearch search;
  private final EventLog log;
  private final Audit audit;
  private final InstantSource clock;

  public OrderRoutes(
      OrderCommands commands,
      OrderStore orders,
      OrderSearch search,
      EventLog log,
      Audit audit,
      InstantSource clock) {
    this.commands = commands;
    this.orders = orders;
    this.search = search;
    this.log = log;
    this.audit = audit;
    this.clock = clock;
  }

  public void addTo(RouteTable routes) {
    routes
        .on(Method.POST, "/api/orders", this::place)
        .on(Method.GET, "/api/orders", this::find)
        .on(Method.GET, "/api/orders/{id}", this::read)
        .on(Method.POST, "/api/orders/{id}/events", this::append);
  }

  private void place(ServerRequest req, ServerResponse res) {
    var body = new RequestReader(req).body();
    var placed = Requests.placeOrder(Json.parse(body));
    var result =
        commands.place(placed, ActorKind.STAFF, ApiRequest.author(req), ApiRequest.key(req, body));
    var order = ChangeResponses.order(result, log);
    audit(req, "placed");
    res.header(HeaderNames.ETAG, EntityTags.of(order.version()));
    res.header(HeaderNames.LOCATION, "/api/orders/" + order.id());
    Responses.created(req, res, OrderJson.order(order, Audience.STAFF));
  }

  private void append(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var id = reader.path("id", OrderId::parse);
    var request = ofExisting(id, () -> appendRequest(req));
    var ifMatch = req.headers().all(HeaderNames.IF_MATCH, List::of);
    var result =
        commands.append(
            id,
            request.reported(),
            version -> EntityTags.matches(ifMatch, version),
            ApiRequest.author(req),
            request.key());
    var event = ChangeResponses.event(result, log);
    audit(req, id + "/" + event.type().wireName());
    res.header(HeaderNames.ETAG, EntityTags.of(event.version()));
    Responses.created(req, res, ChangeResponses.json(event, log.epoch()));
  }

  private void audit(ServerRequest req, String target) {
    var author = ApiRequest.author(req);
    audit.say(author.account(), author.address(), Action.ORDER_CHANGED, target, "done");
  }

  /** What is reported about an order. */
  private record AppendRequest(ReportedChange reported, Optional<IdempotencyKey> key) {}

  private AppendRequest appendRequest(ServerRequest req) {
    var body = new RequestReader(req).body();
    return new AppendRequest(
        Requests.reportedChange(Json.parse(body), clock.instant()), ApiRequest.key(req, body));
  }

  /** For an order that does not exist the answer is 404, whatever is wrong with the request. */
  private <T> T ofExisting(OrderId id, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RuntimeException e) {
      if (log.head(id).isEmpty()) {
        throw Problem.notFound().exception();
      }
      throw e;
    }
  }

  private void read(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var order =
        orders
            .find(reader.path("id", OrderId::parse))
            .orElseThrow(() -> Problem.notFound().exception());
    reader.acceptsJson();
    res.header(HeaderNames.ETAG, EntityTags.of(order.version()));
    res.header(HeaderNames.CACHE_CONTROL, "private, no-cache");
    res.header(HeaderNames.VARY, "Cookie, Authorization");
    if (!EntityTags.noneMatches(
        req.headers().all(HeaderNames.IF_NONE_MATCH, List::of), order.version())) {
      res.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    Responses.send(
        req, res, 200, Responses.JSON, OrderJson.order(order, audience(Caller.of(req), order)));
  }

  /** A customer with a link to another customer's order is its guest. */
  private static Audience audience(Caller caller, Order order) {
    if (caller.isStaff()) {
      return Audience.STAFF;
    }
    boolean own = caller.user().map(user -> user.maySee(order.customer())).orElse(false);
    return own ? Audience.CUSTOMER : Audience.GUEST;
  }

  private void find(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    reader.acceptsJson();
    var query =
        new OrderSearch.Query(
            reader.query("q"),
            reader.query("status", OrderStatus.class),
            reader.query("headline", Headline.class),
            reader.query("customer"));
    var page =
        reader
            .query("page")
            .map(token ->
                Page.parse(token)
                    .orElseThrow(() ->
                        Problem.malformed("?page= is not a page token of this service.")
                            .exception()));
    var found = search.find(query, page, reader.query("limit", 50, 200));
    var next = found.next().map(Page::toString);
    next.ifPresent(token -> res.header(HeaderNames.LINK, reader.link("page", token, "next")));
    Responses.json(req, res, OrderJson.page(found.orders(), next));
  }
}
