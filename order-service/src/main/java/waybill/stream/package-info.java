/** What customers see: each open stream follows one sequence of the log, live. */
@NullMarked
package waybill.stream;

import org.jspecify.annotations.NullMarked;
