package waybill.access;

import java.util.Map;
import java.util.Optional;
import waybill.order.OrderId;
import waybill.store.access.ShareLink;

/**
 * Who asks: a user, a guest, both at once, or nobody.
 *
 * @param links what a guest holds, by order
 */
public record Visitor(Optional<User> user, Map<OrderId, ShareLink> links) {
  public static final Visitor NOBODY = new Visitor(Optional.empty(), Map.of());

  public boolean isStaff() {
    return user.map(User::isStaff).orElse(false);
  }

  /**
   * What a view of one order hangs on. A link comes first: whoever opened it sees it end when it is
   * revoked, be it the owner's own browser.
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
