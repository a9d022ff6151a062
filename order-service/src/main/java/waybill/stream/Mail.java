package waybill.stream;

/**
 * One event on its way to a stream: its number in the sequence followed, and the frame to send.
 *
 * @param frame shared by all streams of the topic: never to be modified
 */
@SuppressWarnings("ArrayRecordComponent")
record Mail(long number, byte[] frame) {}
