/** Carries the messages of the bus between nodes by PUBLISH and SUBSCRIBE of Redis. */
@NullMarked
package waybill.redis;

import org.jspecify.annotations.NullMarked;
