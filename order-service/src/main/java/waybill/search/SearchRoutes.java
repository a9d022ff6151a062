package waybill.search;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import waybill.access.Caller;
import waybill.api.OrderJson;
import waybill.api.OrderJson.Audience;
import waybill.api.OrderTopics;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.json.Json;
import waybill.log.EventLog;
import waybill.order.CustomerId;
import waybill.order.Headline;
import waybill.order.OrderStatus;
import waybill.search.OrderSearch.Query;
import waybill.search.OrderSearch.Result;

/** Lists of orders: of all for staff, and the snapshot that a customer's page starts from. */
public final class SearchRoutes {
  private static final String[] SEARCH = {"q", "status", "headline", "customer", "limit", "page"};
  private static final String[] LIST = {"q", "state", "limit", "page"};
  private static final Pattern STATE = Pattern.compile("open|done");
  private static final Pattern TEXT = Pattern.compile("(?s).{1,200}");
  private static final String TEXT_RULE = "must have at most 200 characters";

  private final OrderSearch search;
  private final EventLog log;
  private final OrderTopics topics;

  public SearchRoutes(OrderSearch search, EventLog log) {
    this.search = search;
    this.log = log;
    this.topics = new OrderTopics(log);
  }

  public void addTo(RouteTable routes) {
    routes
        .on(Method.GET, "/api/orders", this::find, SEARCH)
        .on(Method.GET, "/api/customers/{id}/orders", this::ofCustomer, LIST);
  }

  /**
   * A page of orders.
   *
   * @param cursor for a customer's page, where the stream continues
   * @param next the token of the page that follows
   */
  private record PageView(
      Optional<String> cursor, List<OrderJson.OrderView> orders, Optional<String> next) {}

  private static Optional<List<String>> words(RequestReader reader) {
    var words = reader.query("q", TEXT, TEXT_RULE).map(SearchWords::ofText);
    if (words.stream().flatMap(List::stream).distinct().count() > SearchWords.MAX_OF_A_TEXT) {
      throw Problem.malformed("?q= must have at most " + SearchWords.MAX_OF_A_TEXT + " words.")
          .exception();
    }
    return words;
  }

  private void find(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    reader.acceptsJson();
    var query =
        new Query(
            words(reader),
            reader.query("status", OrderStatus.class),
            reader.query("headline", Headline.class),
            reader.query("customer", TEXT, TEXT_RULE).map(id -> id.toLowerCase(Locale.ROOT)),
            Optional.empty());
    send(req, res, found(reader, query, 50, 200), Optional.empty(), Audience.STAFF);
  }

  /** Open orders unless those that are done are asked for. */
  private void ofCustomer(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var customer = reader.path("id", CustomerId::parse);
    // read before the orders, so that the events after it complete them
    long seq = log.head(customer).orElseThrow(() -> Problem.notFound().exception());
    reader.acceptsJson();
    var state = reader.query("state", STATE, "must be open or done").orElse("open");
    var query =
        new Query(
            words(reader),
            Optional.empty(),
            Optional.empty(),
            Optional.of(customer.value()),
            Optional.of(state.equals("done")));
    var cursor = topics.cursor(OrderTopics.of(customer), seq).toString();
    res.header(
        HeaderNames.LINK,
        "</api/customers/" + customer + "/events?after=" + cursor + ">; rel=\"stream\"");
    var audience = Caller.of(req).isStaff() ? Audience.STAFF : Audience.CUSTOMER;
    send(req, res, found(reader, query, 20, 100), Optional.of(cursor), audience);
  }

  private Result found(RequestReader reader, Query query, int limit, int max) {
    return search.find(query, reader.page(SearchPage::parse), reader.query("limit", limit, max));
  }

  private static void send(
      ServerRequest req,
      ServerResponse res,
      Result found,
      Optional<String> cursor,
      Audience audience) {
    var next = found.next().map(SearchPage::toString);
    new RequestReader(req).linkNext(res, next);
    var page = new PageView(cursor, OrderJson.views(found.orders(), audience), next);
    Responses.json(req, res, Json.bytes(page));
  }
}
