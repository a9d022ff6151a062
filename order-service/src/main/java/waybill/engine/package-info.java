/** What differs between the databases, H2 and PostgreSQL; knows no table. */
@NullMarked
package waybill.engine;

import org.jspecify.annotations.NullMarked;
