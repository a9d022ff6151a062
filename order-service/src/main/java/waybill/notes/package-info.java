/** Staff's internal notes and the history of an order: table, rules, JSON and routes. */
@NullMarked
package waybill.notes;

import org.jspecify.annotations.NullMarked;
