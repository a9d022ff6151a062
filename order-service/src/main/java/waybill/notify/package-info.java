/** Carries the messages of the bus between nodes by LISTEN and NOTIFY of PostgreSQL. */
@NullMarked
package waybill.notify;

import org.jspecify.annotations.NullMarked;
