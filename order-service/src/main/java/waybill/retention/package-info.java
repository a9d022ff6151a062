/** How long events stay in the log. */
@NullMarked
package waybill.retention;

import org.jspecify.annotations.NullMarked;
