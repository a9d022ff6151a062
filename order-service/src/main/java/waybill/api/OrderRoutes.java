package waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import waybill.access.Audit;
import waybill.access.Audit.Action;
import waybill.access.Caller;
import waybill.api.OrderJson.Audience;
import waybill.http.EntityTags;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.log.Author;
import waybill.log.EventLog;
import waybill.log.OrderCommands;
import waybill.log.OrderSearch;
import waybill.log.OrderSearch.Page;
import waybill.log.OrderStore;
import waybill.order.ActorKind;
import waybill.order.CustomerId;
import waybill.order.Headline;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.OrderStatus;
import waybill.order.ReportedChange;
import waybill.stream.Cursor;

/** Placing, changing, reading and finding orders. */
public final class OrderRoutes {
  private static final String[] SEARCH = {"q", "status", "headline", "customer", "limit", "page"};
  private static final String[] LIST = {"q", "state", "limit", "page"};
  private static final Pattern STATE = Pattern.compile("open|done");

  private final OrderCommands commands;
  private final OrderStore orders;
  private final OrderSearch search;
  private final EventLog log;
  private final ChangeResponses responses;
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
    this.responses = new ChangeResponses(log);
    this.audit = audit;
    this.clock = clock;
  }

  public void addTo(RouteTable routes) {
    routes
        .on(Method.POST, "/api/orders", this::place)
        .on(Method.GET, "/api/orders", this::find, SEARCH)
        .on(Method.GET, "/api/customers/{id}/orders", this::ofCustomer, LIST)
        .on(Method.GET, "/api/orders/{id}", this::read)
        .on(Method.POST, "/api/orders/{id}/events", this::append);
  }

  private void place(ServerRequest req, ServerResponse res) {
    var request = ChangeRequest.read(req, Requests::placeOrder);
    var author = ChangeRequest.author(req);
    var result = commands.place(request.value(), ActorKind.STAFF, author, request.key());
    var order = responses.order(result);
    audit(author, "placed");
    res.header(HeaderNames.ETAG, OrderJson.tag(order.version(), Audience.STAFF));
    res.header(HeaderNames.LOCATION, "/api/orders/" + order.id());
    Responses.created(req, res, OrderJson.order(order, Audience.STAFF));
  }

  /** Appends an event. With If-Match, only to the version that the client knows. */
  private void append(ServerRequest req, ServerResponse res) {
    var id = new RequestReader(req).path("id", OrderId::parse);
    var report = report(req);
    var ifMatch = req.headers().all(HeaderNames.IF_MATCH, List::of);
    var author = ChangeRequest.author(req);
    var result =
        commands.append(
            id,
            report.value(),
            version -> EntityTags.matches(ifMatch, version),
            author,
            report.key());
    var event = responses.event(result);
    audit(author, id + "/" + event.type().wireName());
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

  private void audit(Author author, String target) {
    audit.say(author.account(), author.address(), Action.ORDER_CHANGED, target, "done");
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

  private void find(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    reader.acceptsJson();
    var query =
        new OrderSearch.Query(
            reader.query("q"),
            reader.query("status", OrderStatus.class),
            reader.query("headline", Headline.class),
            reader.query("customer").map(id -> id.toLowerCase(Locale.ROOT)),
            Optional.empty());
    var found = search.find(query, reader.page(Page::parse), reader.query("limit", 50, 200));
    reader.linkNext(res, found.next().map(Page::toString));
    Responses.json(req, res, OrderJson.page(found, Optional.empty(), Audience.STAFF));
  }

  /** What a customer's page starts from; orders that are done are read on demand. */
  private void ofCustomer(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var customer = reader.path("id", CustomerId::parse);
    // read before the orders, so that the events after it complete them
    long seq = log.head(customer).orElseThrow(() -> Problem.notFound().exception());
    reader.acceptsJson();
    var state = reader.query("state", STATE, "must be open or done");
    var query =
        new OrderSearch.Query(
            reader.query("q"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(customer.value()),
            Optional.of(state.orElse("open").equals("done")));
    var found = search.find(query, reader.page(Page::parse), reader.query("limit", 20, 100));
    var cursor = new Cursor(log.epoch(), seq);
    var stream = "/api/customers/" + customer + "/events?after=" + cursor;
    res.header(HeaderNames.LINK, "<" + stream + ">; rel=\"stream\"");
    reader.linkNext(res, found.next().map(Page::toString));
    var audience = Caller.of(req).isStaff() ? Audience.STAFF : Audience.CUSTOMER;
    Responses.json(req, res, OrderJson.page(found, Optional.of(cursor), audience));
  }
}
