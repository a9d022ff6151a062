package waybill.stream;

/**
 * One event on its way to a client: its number in the topic, and the bytes to send.
 *
 * @param bytes shared by all streams of the topic: never to be modified
 */
@SuppressWarnings("ArrayRecordComponent")
record SequencedFrame(long number, byte[] bytes) {}
