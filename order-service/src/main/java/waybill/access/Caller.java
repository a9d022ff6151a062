package waybill.access;

import io.helidon.webserver.http.ServerRequest;
import java.util.Map;
import java.util.Optional;
import waybill.order.OrderId;

/**
 * The caller of a request: a user, a guest, both, or neither.
 *
 * @param links the valid links that a guest holds, by order
 */
public record Caller(Optional<User> user, Map<OrderId, ShareLink> links) {
  public static final Caller NOBODY = new Caller(Optional.empty(), Map.of());

  /** The caller that {@link AuthorizationFilter} found; {@link #NOBODY} on open routes. */
  public static Caller of(ServerRequest request) {
    return request.context().get(Caller.class).orElse(NOBODY);
  }

  /** The signed-in user; only on routes that require one. */
  public static User user(ServerRequest request) {
    return of(request).user().orElseThrow();
  }

  boolean isSame(Caller other) {
    return user.map(User::name).equals(other.user.map(User::name))
        && links.keySet().equals(other.links.keySet());
  }

  public boolean isStaff() {
    return user.map(User::isStaff).orElse(false);
  }

  /**
   * The credential by which this caller sees the order. A link comes first, so that a view opened
   * by a link ends with the link, even in the owner's browser.
   */
  public Optional<Credential> credential(OrderId order) {
    return guestLink(order)
        .map(link -> new Credential(Credential.link(link.id()), link.expires()))
        .or(() -> user.map(User::credential));
  }

  /** The link that this view of the order comes by; never for staff, who need none. */
  public Optional<ShareLink> guestLink(OrderId order) {
    return isStaff() ? Optional.empty() : Optional.ofNullable(links.get(order));
  }
}
