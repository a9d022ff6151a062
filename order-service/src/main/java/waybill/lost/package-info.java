/** What the bus has lost is found in the log. */
@NullMarked
package waybill.lost;

import org.jspecify.annotations.NullMarked;
