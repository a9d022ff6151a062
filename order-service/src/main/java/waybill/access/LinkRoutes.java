package waybill.access;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import waybill.access.AccessJson.LinksView;
import waybill.access.AccessJson.NewLinkView;
import waybill.access.AccessJson.RedeemedView;
import waybill.audit.Audit;
import waybill.audit.Audit.Action;
import waybill.http.Cookies;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.order.OrderId;

/** Routes that share an order with people who have no account. */
public final class LinkRoutes {
  private static final String LINKS = "/api/orders/{id}/links";

  private final Links links;
  private final Revocations revocations;
  private final Function<String, Optional<OrderId>> orders;
  private final Cookies cookies;
  private final CookieNames names;
  private final Audit audit;
  private final InstantSource clock;

  public LinkRoutes(
      Access access,
      Function<String, Optional<OrderId>> orders,
      Cookies cookies,
      InstantSource clock) {
    this.links = access.links();
    this.revocations = access.revocations();
    this.orders = orders;
    this.cookies = cookies;
    this.names = CookieNames.of(cookies);
    this.audit = access.audit();
    this.clock = clock;
  }

  public void addTo(RouteTable routes) {
    routes
        .on(Method.POST, LINKS, this::make)
        .on(Method.GET, LINKS, this::list)
        .on(Method.DELETE, LINKS, this::revokeAll)
        .on(Method.DELETE, LINKS + "/{link}", this::revoke)
        .on(Method.POST, "/api/links/redeem", this::redeem);
  }

  private void make(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var order = reader.path("id", orders);
    var made =
        links
            .make(order, Caller.user(req).role(), expiry(reader))
            .orElseThrow(() -> AccessProblems.tooManyLinks().exception());
    var id = made.link().id();
    audit.done(Caller.author(req), Action.LINK_MADE, order + "/" + id);
    Responses.created(req, res, "/api/orders/" + order + "/links/" + id, NewLinkView.of(made));
  }

  /** A request that does not choose the expiry may have no body. */
  private Optional<Instant> expiry(RequestReader reader) {
    return reader.request().content().hasEntity()
        ? AccessRequests.newLink(reader.json(), clock.instant(), Links.MAX_LIFE)
        : Optional.empty();
  }

  private void list(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var order = reader.path("id", orders);
    reader.acceptsJson();
    Responses.json(req, res, LinksView.of(links.of(order)));
  }

  private void revoke(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var order = reader.path("id", orders);
    var link = reader.path("link");
    if (!revocations.revoke(order, link)) {
      throw Problem.notFound().exception();
    }
    audit.done(Caller.author(req), Action.LINK_REVOKED, order + "/" + link);
    Responses.noContent(res);
  }

  private void revokeAll(ServerRequest req, ServerResponse res) {
    var order = new RequestReader(req).path("id", orders);
    int revoked = revocations.revokeAll(order);
    audit.done(Caller.author(req), Action.LINK_REVOKED, order + "/all/" + revoked);
    Responses.noContent(res);
  }

  private void redeem(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var secret = AccessRequests.redeem(reader.json());
    var link = links.find(secret).orElseThrow(() -> AccessProblems.linkGone().exception());
    var target = link.order() + "/" + link.id();
    audit.done(Caller.author(req), reader.addressGroup(), Action.LINK_REDEEMED, target);
    cookies.set(res, names.guest(), held(req, secret), Optional.of(Links.MAX_LIFE));
    Responses.json(req, res, new RedeemedView(link.order().value()));
  }

  /** The newest secret first. Links that are over are left out, and the oldest of too many. */
  private String held(ServerRequest req, String secret) {
    var before = Links.secrets(Cookies.find(req, names.guest()).orElse(""));
    return Stream.concat(Stream.of(secret), before.filter(old -> links.find(old).isPresent()))
        .distinct()
        .limit(Links.MAX_HELD)
        .collect(Collectors.joining("."));
  }
}
