/** Demo mode: customers and orders to look at, and a simulator that moves them. */
@NullMarked
package waybill.demo;

import org.jspecify.annotations.NullMarked;
