/** Starts PostgreSQL, Redis, nodes of Waybill and a proxy as processes on this machine. */
@NullMarked
package waybill.cluster;

import org.jspecify.annotations.NullMarked;
