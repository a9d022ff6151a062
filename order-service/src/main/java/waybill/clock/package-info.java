/** The smallest event stream of all: where to begin reading. */
@NullMarked
package waybill.clock;

import org.jspecify.annotations.NullMarked;
