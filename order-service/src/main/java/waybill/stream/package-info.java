/**
 * Live streams: each open stream follows one topic. Knows neither Helidon nor orders, only topics,
 * numbers and bytes.
 */
@NullMarked
package waybill.stream;

import org.jspecify.annotations.NullMarked;
