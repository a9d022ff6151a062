/** What only the packaging of the service runs, see {@code order-service/pom.xml}. */
@NullMarked
package waybill.packaging;

import org.jspecify.annotations.NullMarked;
