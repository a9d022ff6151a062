package waybill.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Turns whatever a bus delivers into last + 1, last + 2, ...: what was seen is dropped, what is
 * ahead waits for its predecessor. Used by one thread.
 */
final class Sequencer {
  /** More than this ahead, and reading the log is cheaper than waiting. */
  private static final int MOST_AHEAD = Mailbox.CAPACITY;

  private final TreeMap<Long, byte[]> ahead = new TreeMap<>();
  private long last;

  Sequencer(long last) {
    this.last = last;
  }

  /** The number of the last event that was handed on. */
  long last() {
    return last;
  }

  /** True while an event waits for a predecessor that did not come. */
  boolean hasGap() {
    return !ahead.isEmpty();
  }

  /** The frames that may be sent now, in order. */
  List<byte[]> accept(List<Mail> mail) {
    var next = new ArrayList<byte[]>(mail.size());
    for (var piece : mail) {
      if (piece.number() == last + 1) {
        next.add(piece.frame());
        last++;
        takeWaiting(next);
      } else if (piece.number() > last && ahead.size() < MOST_AHEAD) {
        ahead.put(piece.number(), piece.frame());
      }
    }
    return next;
  }

  private void takeWaiting(List<byte[]> next) {
    while (!ahead.isEmpty() && ahead.firstKey() == last + 1) {
      next.add(ahead.pollFirstEntry().getValue());
      last++;
    }
  }

  /**
   * Goes on after a number up to which the log was sent; what still waited is in the log or will
   * come again.
   */
  void continueAfter(long number) {
    last = number;
    ahead.clear();
  }
}
