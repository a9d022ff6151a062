/** Health checks for load balancers that speak HTTP/1.0. */
@NullMarked
package waybill.health;

import org.jspecify.annotations.NullMarked;
