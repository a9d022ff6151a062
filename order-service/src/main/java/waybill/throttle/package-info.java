/** A brake for what fails again and again. */
@NullMarked
package waybill.throttle;

import org.jspecify.annotations.NullMarked;
