package waybill.order;

/**
 * An event as the log keeps it and as every stream sends it.
 *
 * @param seq its place in its customer's sequence, from 1, gapless, in commit order
 * @param version its place in its order's sequence, likewise
 * @param body the event as one line of JSON (UTF-8), shared by all who send it: never to be
 *     modified
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose: one array for ten thousand streams
public record LoggedEvent(
    CustomerId customer, OrderId order, long seq, long version, EventType type, byte[] body) {}
