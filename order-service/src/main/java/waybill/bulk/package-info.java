/** Many events in one request. */
@NullMarked
package waybill.bulk;

import org.jspecify.annotations.NullMarked;
