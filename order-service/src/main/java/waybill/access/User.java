package waybill.access;

import java.util.Optional;
import waybill.order.CustomerId;

/**
 * A person or script that is signed in.
 *
 * @param customer whose orders it may see; staff see all
 * @param session empty for a token
 */
public record User(
    String name,
    Role role,
    Optional<CustomerId> customer,
    Credential credential,
    Optional<Session> session) {

  public boolean isStaff() {
    return role == Role.STAFF;
  }

  /** Staff may see everybody. */
  public boolean maySee(CustomerId whose) {
    return isStaff() || customer.equals(Optional.of(whose));
  }
}
