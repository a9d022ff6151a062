/** How many at a time: streams that are open, and readers of the log. */
@NullMarked
package waybill.limits;

import org.jspecify.annotations.NullMarked;
