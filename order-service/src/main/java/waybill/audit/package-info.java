/** What was done or refused, by whom and from where. */
@NullMarked
package waybill.audit;

import org.jspecify.annotations.NullMarked;
