/** Carries the messages of the bus between nodes by a topic of a broker that speaks AMQP 1.0. */
@NullMarked
package waybill.amqp;

import org.jspecify.annotations.NullMarked;
