package waybill.access;

import java.util.Optional;
import waybill.order.CustomerId;

/**
 * An account to sign in with.
 *
 * @param passwordHash in the PHC string format
 * @param customer whose orders it may see; staff have none
 * @param generation rises with each change that makes its tokens void
 */
public record Account(
    String username,
    String passwordHash,
    Role role,
    Optional<CustomerId> customer,
    int generation,
    boolean disabled) {}
