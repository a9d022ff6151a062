package waybill.access;

import java.time.Instant;
import waybill.order.OrderId;

/**
 * A link that shows one order to a person without an account.
 *
 * @param role the role of its author
 */
public record ShareLink(String id, OrderId order, Role role, Instant created, Instant expires) {}
