/** The connections to the database, and which history of its data they lead to. */
@NullMarked
package waybill.pool;

import org.jspecify.annotations.NullMarked;
