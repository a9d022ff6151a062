package waybill.bench.load;

import java.util.BitSet;
import org.HdrHistogram.Histogram;

/** What all pages together went through. Used in the loop's thread only. */
public final class Tally {
  private static final long HIGHEST = 600_000_000_000L;

  int open;
  long opened;
  long gaps;
  long duplicates;
  long resets;
  long otherEpochs;
  long pings;
  long ends;
  long lost;
  long torn;
  long connects;
  long refused;
  long bytes;
  final BitSet retries = new BitSet();
  private Histogram catchingUp = new Histogram(HIGHEST, 3);

  /** A page is caught up, so many nanoseconds after its connection was accepted. */
  void caughtUp(long nanos) {
    open++;
    opened++;
    catchingUp.recordValue(Math.clamp(nanos, 0, HIGHEST));
  }

  /**
   * How long the pages that were caught up since the last call took for it, each from its own
   * connection on, in nanoseconds.
   */
  public Histogram takeCatchingUp() {
    var taken = catchingUp;
    catchingUp = new Histogram(HIGHEST, 3);
    return taken;
  }

  /** Pages whose stream is open and caught up. */
  public int open() {
    return open;
  }

  /** Streams that became open, again included. */
  public long opened() {
    return opened;
  }

  /** Numbers that were left out. */
  public long gaps() {
    return gaps;
  }

  /** Numbers that came again. */
  public long duplicates() {
    return duplicates;
  }

  /** Streams that could not be resumed. */
  public long resets() {
    return resets + otherEpochs;
  }

  /** Signs of life. */
  public long pings() {
    return pings;
  }

  /** Streams that the service ended with {@code event: end}. */
  public long ends() {
    return ends;
  }

  /** Streams that broke without a word. */
  public long lost() {
    return lost;
  }

  /** Streams that were over in the middle of a block. */
  public long torn() {
    return torn;
  }

  /** Connections that the service accepted. */
  public long connects() {
    return connects;
  }

  /** How many different pauses before coming back the streams were told. */
  public int retries() {
    return retries.cardinality();
  }

  /** Answers other than 200. */
  public long refused() {
    return refused;
  }

  /** Bytes read, all that HTTP needs included. */
  public long bytes() {
    return bytes;
  }
}
