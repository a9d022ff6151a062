package waybill.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Puts what a bus delivers into the order last + 1, last + 2, ...: an event that was seen is
 * dropped, an event that is ahead waits for its predecessors. Used by one thread.
 */
final class Resequencer {
  /** If more events are ahead, reading the log is cheaper than waiting. */
  private static final int MAX_AHEAD = Mailbox.CAPACITY;

  private final TreeMap<Long, byte[]> ahead = new TreeMap<>();
  private long last;
  private long gapSince;

  Resequencer(long last) {
    this.last = last;
  }

  /** The number of the last event that was handed on. */
  long last() {
    return last;
  }

  /** True while an event waits for a missing predecessor. */
  boolean hasGap() {
    return !ahead.isEmpty();
  }

  /**
   * Since when the event after {@link #last} is missing, by {@link System#nanoTime}. Later events
   * do not move it, so they do not prolong the wait. Only meaningful while there is a gap.
   */
  long gapSince() {
    return gapSince;
  }

  /** The frames that may be sent now, in order. */
  List<byte[]> accept(List<SequencedFrame> frames) {
    boolean hadGap = hasGap();
    var next = new ArrayList<byte[]>(frames.size());
    for (var frame : frames) {
      if (frame.number() == last + 1) {
        next.add(frame.bytes());
        last++;
        takeWaiting(next);
      } else if (frame.number() > last && ahead.size() < MAX_AHEAD) {
        ahead.put(frame.number(), frame.bytes());
      }
    }
    if (!hadGap || !next.isEmpty()) {
      gapSince = System.nanoTime();
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
   * Continues after a number up to which the log was sent. An event that waited is dropped: it is
   * in the log, so it was sent or will be read.
   */
  void continueAfter(long number) {
    last = number;
    ahead.clear();
  }
}
