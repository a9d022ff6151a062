/** Carries the messages of the bus between nodes by a topic of Kafka. */
@NullMarked
package waybill.kafka;

import org.jspecify.annotations.NullMarked;
