/** The fast way to hear that something was committed; the log stays the truth. */
@NullMarked
package waybill.bus;

import org.jspecify.annotations.NullMarked;
