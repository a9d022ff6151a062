package waybill.access;

import java.util.Optional;
import waybill.order.CustomerId;

/**
 * An account to sign in with.
 *
 * @param passwordHash in the PHC string format
 * @param customer the customer whose orders it may see; empty for staff
 * @param generation rises with each change that voids its tokens
 */
public record Account(
    String username,
    String passwordHash,
    Role role,
    Optional<CustomerId> customer,
    int generation,
    boolean disabled) {}
