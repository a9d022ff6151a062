/** Finding orders for staff: its table of words, its rules, its JSON and its route. */
@NullMarked
package waybill.search;

import org.jspecify.annotations.NullMarked;
