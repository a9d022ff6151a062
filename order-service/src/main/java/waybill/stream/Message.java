package waybill.stream;

/**
 * One event on its way to the streams of one topic.
 *
 * @param number its place in the topic's log; without meaning for {@link Topic#ALL_CHANGES}
 * @param type the event's name on the wire; empty for a hint
 * @param data one line of JSON (UTF-8), shared by all streams: never to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose: one array for ten thousand streams
public record Message(Topic topic, long number, String type, byte[] data) {

  /** A message without its event: streams read the log, or say {@code reset} if there is none. */
  public static Message hint(Topic topic) {
    return new Message(topic, 0, "", new byte[0]);
  }

  public boolean isHint() {
    return type.isEmpty();
  }
}
