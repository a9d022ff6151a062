/** The routes of orders, events, customers and the clock, with the JSON they speak. */
@NullMarked
package waybill.api;

import org.jspecify.annotations.NullMarked;
