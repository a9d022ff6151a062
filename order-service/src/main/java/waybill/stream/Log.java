package waybill.stream;

import java.util.List;

/** The truth behind the streams: for every numbered topic the committed events 1..n. */
public interface Log {

  /** The number of the topic's last committed event; 0 before the first. */
  long head(Topic topic);

  /** The topic's committed events after a number, ascending, at most {@code limit}. */
  List<Entry> after(Topic topic, long number, int limit);

  /** The cursor of the event with this number; no other log or kind of topic has an equal one. */
  Cursor cursor(Topic topic, long number);

  /**
   * A committed event.
   *
   * @param type the event's name on the wire
   * @param data one line of JSON (UTF-8): never to be modified
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Entry(long number, String type, byte[] data) {}
}
