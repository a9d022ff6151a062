/** What staff do: register customers, place orders, append what happened, search. */
@NullMarked
package waybill.desk;

import org.jspecify.annotations.NullMarked;
