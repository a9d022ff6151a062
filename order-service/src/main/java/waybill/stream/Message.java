package waybill.stream;

/**
 * One event on its way to the streams of one topic.
 *
 * @param number its place in the topic's log; without meaning for {@link Topic#ALL_CHANGES}
 * @param type the event's name on the wire
 * @param data one line of JSON (UTF-8), shared by all streams: never to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose: one array for ten thousand streams
public record Message(Topic topic, long number, String type, byte[] data) {}
