package waybill.access;

import java.util.Optional;
import waybill.order.CustomerId;

/**
 * A person or script that is signed in.
 *
 * @param customer the customer whose orders they may see; empty for staff, who see all
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

  /** Whether they may see the orders of this customer; staff may see all. */
  public boolean maySee(CustomerId whose) {
    return isStaff() || customer.equals(Optional.of(whose));
  }
}
