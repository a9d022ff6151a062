/** Registering and reading customers: rules, JSON and routes. */
@NullMarked
package waybill.customers;

import org.jspecify.annotations.NullMarked;
