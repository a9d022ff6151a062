package waybill.search;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import waybill.api.OrderJson;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.order.Headline;
import waybill.order.OrderStatus;

/** The search as a route, for staff. */
public final class SearchRoutes {
  private static final Pattern TEXT = Pattern.compile("(?s).{1,200}");
  private static final String TEXT_RULE = "must have at most 200 characters";

  private final OrderSearch search;

  public SearchRoutes(OrderSearch search) {
    this.search = search;
  }

  public void addTo(RouteTable routes) {
    routes.on(Method.GET, "/api/orders", this::find);
  }

  /** A page of a search; {@code next} is the token of the page that follows. */
  private record PageView(List<OrderJson.OrderView> orders, Optional<String> next) {}

  private void find(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    reader.acceptsJson();
    var query =
        new OrderSearch.Query(
            reader.query("q", TEXT, TEXT_RULE),
            reader.query("status", OrderStatus.class),
            reader.query("headline", Headline.class),
            reader.query("customer", TEXT, TEXT_RULE));
    var page = reader.query("page").map(SearchRoutes::page);
    var found = search.find(query, page, reader.query("limit", 50, 200));
    var next = found.next().map(SearchPage::toString);
    next.ifPresent(token -> res.header(HeaderNames.LINK, reader.link("page", token, "next")));
    Responses.json(req, res, new PageView(OrderJson.forStaff(found.orders()), next));
  }

  private static SearchPage page(String token) {
    return SearchPage.parse(token)
        .orElseThrow(
            () -> Problem.malformed("?page= is not a page token of this service.").exception());
  }
}
