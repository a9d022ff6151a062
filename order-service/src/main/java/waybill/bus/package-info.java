/**
 * Messages between the nodes of one database. The engine, such as PostgreSQL or Redis, only carries
 * bytes; all else is the same for every engine.
 */
@NullMarked
package waybill.bus;

import org.jspecify.annotations.NullMarked;
