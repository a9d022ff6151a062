/**
 * The only SQL: orders, customers and the event log, and the one entrance through which they
 * change.
 */
@NullMarked
package waybill.log;

import org.jspecify.annotations.NullMarked;
