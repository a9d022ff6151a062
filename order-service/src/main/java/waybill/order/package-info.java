/**
 * The domain: what an order is, what may happen to it and what follows. Plain Java, no I/O, no
 * clock.
 */
@NullMarked
package waybill.order;

import org.jspecify.annotations.NullMarked;
