/** A brake for what fails again and again, and the browsers that it spares. */
@NullMarked
package waybill.throttle;

import org.jspecify.annotations.NullMarked;
