package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import waybill.access.Audit;
import waybill.access.Audit.Action;
import waybill.access.Guard;
import waybill.access.Links;
import waybill.access.Rights;
import waybill.access.User;
import waybill.json.AccessRequests;
import waybill.store.Orders;

/** Sharing an order with people who have no account. */
final class LinkRoutes {
  private static final String LINKS = "/api/orders/{id}/links";

  private final Links links;
  private final Rights rights;
  private final Orders orders;
  private final Cookies cookies;
  private final Audit audit;
  private final InstantSource clock;

  LinkRoutes(
      Links links,
      Rights rights,
      Orders orders,
      Cookies cookies,
      Audit audit,
      InstantSource clock) {
    this.links = links;
    this.rights = rights;
    this.orders = orders;
    this.cookies = cookies;
    this.audit = audit;
    this.clock = clock;
  }

  void addTo(RouteTable routes) {
    routes
        .on(Method.POST, LINKS, this::make)
        .on(Method.GET, LINKS, this::list)
        .on(Method.DELETE, LINKS, this::revokeAll)
        .on(Method.DELETE, LINKS + "/{link}", this::revoke)
        .on(Method.POST, "/api/links/redeem", this::redeem);
  }

  private void make(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    var order = inquiry.orderIn(orders);
    var made =
        links
            .make(order, inquiry.user().role(), expiry(req, inquiry))
            .orElseThrow(() -> Problem.tooManyLinks().exception());
    write(req, Action.LINK_MADE, order + "/" + made.link().id());
    res.header(HeaderNames.LOCATION, "/api/orders/" + order + "/links/" + made.link().id());
    Answers.created(req, res, AccessJson.made(made));
  }

  /** Who wants nothing special need not send a body. */
  private Optional<Instant> expiry(ServerRequest req, Inquiry inquiry) {
    return req.content().hasEntity()
        ? AccessRequests.newLink(Inquiry.json(inquiry.body()), clock.instant(), Links.LONGEST)
        : Optional.empty();
  }

  private void list(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    var order = inquiry.orderIn(orders);
    inquiry.acceptsJson();
    Answers.json(req, res, AccessJson.links(links.of(order)));
  }

  private void revoke(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    var order = inquiry.orderIn(orders);
    var link = inquiry.parameter("link");
    if (!rights.revoke(order, link)) {
      throw Problem.notFound().exception();
    }
    write(req, Action.LINK_REVOKED, order + "/" + link);
    Answers.nothing(res);
  }

  private void revokeAll(ServerRequest req, ServerResponse res) {
    var order = new Inquiry(req).orderIn(orders);
    int revoked = rights.revokeAll(order);
    write(req, Action.LINK_REVOKED, order + "/all/" + revoked);
    Answers.nothing(res);
  }

  private void redeem(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    var secret = AccessRequests.redeem(Inquiry.json(inquiry.body()));
    var link = links.find(secret);
    if (link.isEmpty()) {
      audit.say("", inquiry.address(), Action.LINK_REDEEMED, "", "gone");
      throw Problem.linkGone().exception();
    }
    var target = link.get().order() + "/" + link.get().id();
    audit.write(Optional.empty(), inquiry.address(), Action.LINK_REDEEMED, target, "done");
    cookies.set(res, cookies.names().guest(), held(req, secret), Optional.of(Links.LONGEST));
    Answers.json(req, res, AccessJson.redeemed(link.get().order()));
  }

  /** The newest first; links that are over fall out, and so does the oldest of too many. */
  private String held(ServerRequest req, String secret) {
    var held = new ArrayList<String>(List.of(secret));
    var before = Cookies.read(req, cookies.names().guest()).orElse("").split("\\.", -1);
    Arrays.stream(before)
        .limit(Guard.MOST_LINKS)
        .filter(old -> !old.equals(secret) && links.find(old).isPresent())
        .distinct()
        .limit(Guard.MOST_LINKS - 1)
        .forEach(held::add);
    return String.join(".", held);
  }

  private void write(ServerRequest req, Action action, String target) {
    var inquiry = new Inquiry(req);
    audit.write(
        inquiry.visitor().user().map(User::name), inquiry.address(), action, target, "done");
  }
}
