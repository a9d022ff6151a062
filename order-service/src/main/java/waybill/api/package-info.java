/** The routes of orders and events, with the JSON they speak. */
@NullMarked
package waybill.api;

import org.jspecify.annotations.NullMarked;
