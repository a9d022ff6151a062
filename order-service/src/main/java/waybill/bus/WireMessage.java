package waybill.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import waybill.stream.Message;
import waybill.stream.Topic;

/**
 * What nodes send each other: one line of text, so that it can be read with the engine's own tools.
 *
 * <pre>
 *   node count                            a heartbeat
 *   node count topic                      a hint: read the log
 *   node count topic number type data     an event
 * </pre>
 *
 * @param node the random id of the sender
 * @param count numbers the messages of the sender from 1 on, so that a gap shows a loss
 */
record WireMessage(String node, long count, Optional<Message> message) {
  private static final int MAX_PARTS = 6;

  /** Empty if it is none, for example of another version of the service. */
  static Optional<WireMessage> parse(byte[] bytes) {
    var parts = new String(bytes, UTF_8).split(" ", MAX_PARTS);
    try {
      return switch (parts.length) {
        case 2 -> of(parts, Optional.empty());
        case 3 -> of(parts, Optional.of(Message.hint(new Topic(parts[2]))));
        case MAX_PARTS -> of(parts, Optional.of(event(parts)));
        default -> Optional.empty();
      };
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<WireMessage> of(String[] parts, Optional<Message> message) {
    return Optional.of(new WireMessage(parts[0], Long.parseLong(parts[1]), message));
  }

  private static Message event(String[] parts) {
    return new Message(
        new Topic(parts[2]), Long.parseLong(parts[3]), parts[4], parts[5].getBytes(UTF_8));
  }

  /** An event that is too large becomes a hint. */
  byte[] bytes(int maxSize) {
    var head = node + " " + count;
    if (message.isEmpty()) {
      return head.getBytes(UTF_8);
    }
    var event = message.get();
    var hint = head + " " + event.topic().name();
    if (event.isHint()) {
      return hint.getBytes(UTF_8);
    }
    var data = new String(event.data(), UTF_8);
    var whole = hint + " " + event.number() + " " + event.type() + " " + data;
    var bytes = whole.getBytes(UTF_8);
    return bytes.length <= maxSize ? bytes : hint.getBytes(UTF_8);
  }
}
