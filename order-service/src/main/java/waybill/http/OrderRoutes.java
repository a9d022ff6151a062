package waybill.http;

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
import waybill.json.OrderJson;
import waybill.json.OrderJson.Audience;
import waybill.json.Requests;
import waybill.order.ActorKind;
import waybill.order.Headline;
import waybill.order.Occurrence;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.OrderStatus;
import waybill.store.EventLog;
import waybill.store.IdempotencyKey;
import waybill.store.OrderCommands;
import waybill.store.OrderSearch;
import waybill.store.OrderSearch.Page;
import waybill.store.Orders;

/** Placing orders, appending what happened to them, reading them. */
final class OrderRoutes {
  private final OrderCommands commands;
  private final Orders orders;
  private final OrderSearch search;
  private final EventLog log;
  private final Audit audit;
  private final InstantSource clock;

  OrderRoutes(
      OrderCommands commands,
      Orders orders,
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

  void addTo(RouteTable routes) {
    routes
        .on(Method.POST, "/api/orders", this::place)
        .on(Method.GET, "/api/orders", this::find)
        .on(Method.GET, "/api/orders/{id}", this::read)
        .on(Method.POST, "/api/orders/{id}/events", this::append);
  }

  private void place(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    var body = inquiry.body();
    var placed = Requests.placeOrder(Inquiry.json(body));
    var result =
        commands.place(placed, ActorKind.STAFF, inquiry.author(), inquiry.key(body));
    var order = Answers.order(result, log);
    audit(inquiry, "placed");
    res.header(HeaderNames.LOCATION, "/api/orders/" + order.id());
    res.header(HeaderNames.ETAG, EntityTags.of(order.version()));
    Answers.created(req, res, OrderJson.order(order, Audience.STAFF));
  }

  private void append(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    var id = inquiry.orderId();
    var wish = toExisting(id, () -> wish(inquiry));
    var ifMatch = req.headers().all(HeaderNames.IF_MATCH, List::of);
    var result =
        commands.append(
            id,
            wish.occurrence(),
            version -> EntityTags.matches(ifMatch, version),
            inquiry.author(),
            wish.key());
    var event = Answers.event(result, log);
    audit(inquiry, id + "/" + event.type().wireName());
    res.header(HeaderNames.ETAG, EntityTags.of(event.version()));
    Answers.created(req, res, Answers.json(event, log.epoch()));
  }

  private void audit(Inquiry inquiry, String target) {
    var author = inquiry.author();
    audit.say(author.account(), author.address(), Action.ORDER_CHANGED, target, "done");
  }

  /** What is to happen to an order. */
  private record Wish(Occurrence occurrence, Optional<IdempotencyKey> key) {}

  private Wish wish(Inquiry inquiry) {
    var body = inquiry.body();
    return new Wish(Requests.occurrence(Inquiry.json(body), clock.instant()), inquiry.key(body));
  }

  /** Finds no fault with what is said about an order that does not exist. */
  private <T> T toExisting(OrderId id, Supplier<T> reading) {
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
    var inquiry = new Inquiry(req);
    var order = orders.find(inquiry.orderId()).orElseThrow(() -> Problem.notFound().exception());
    inquiry.acceptsJson();
    res.header(HeaderNames.ETAG, EntityTags.of(order.version()));
    res.header(HeaderNames.CACHE_CONTROL, "private, no-cache");
    res.header(HeaderNames.VARY, "Cookie, Authorization");
    if (!EntityTags.noneMatches(
        req.headers().all(HeaderNames.IF_NONE_MATCH, List::of), order.version())) {
      res.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    Answers.send(req, res, 200, Answers.JSON, OrderJson.order(order, audience(inquiry, order)));
  }

  /** A customer with a link to somebody else's order is its guest. */
  private static Audience audience(Inquiry inquiry, Order order) {
    if (inquiry.visitor().isStaff()) {
      return Audience.STAFF;
    }
    boolean own = inquiry.visitor().user().map(user -> user.maySee(order.customer())).orElse(false);
    return own ? Audience.CUSTOMER : Audience.GUEST;
  }

  private void find(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    inquiry.acceptsJson();
    var query =
        new OrderSearch.Query(
            inquiry.query("q"),
            inquiry.query("status", OrderStatus.class),
            inquiry.query("headline", Headline.class),
            inquiry.query("customer"));
    var page =
        inquiry
            .query("page")
            .map(token ->
                Page.parse(token)
                    .orElseThrow(() ->
                        Problem.malformed("?page= is not a page token of this service.")
                            .exception()));
    var found = search.find(query, page, inquiry.query("limit", 50, 200));
    var next = found.next().map(Page::toString);
    next.ifPresent(token -> res.header(HeaderNames.LINK, inquiry.link("page", token, "next")));
    Answers.json(req, res, OrderJson.page(found.orders(), next));
  }
}
