package waybill.access;

import java.time.Instant;
import waybill.order.OrderId;

/**
 * A link to one order.
 *
 * @param role of its author
 */
public record ShareLink(String id, OrderId order, Role role, Instant created, Instant expires) {}
