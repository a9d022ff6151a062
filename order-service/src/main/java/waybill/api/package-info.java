/** The routes of orders, events, customers, notes, bulk, pages and the clock, with their JSON. */
@NullMarked
package waybill.api;

import org.jspecify.annotations.NullMarked;
