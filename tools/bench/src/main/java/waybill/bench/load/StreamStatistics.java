package waybill.bench.load;

import java.util.BitSet;
import org.HdrHistogram.Histogram;

/** What happened on all pages together. Used only in the thread of the event loop. */
public final class StreamStatistics {
  private static final long HIGHEST = 600_000_000_000L;

  int open;
  long opened;
  long gaps;
  long duplicates;
  long resets;
  long otherEpochs;
  long pings;
  long stale;
  long fresh;
  long ends;
  long lost;
  long truncated;
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
   * How long each page took from its own connection to caught up, in nanoseconds, since the last
   * call.
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

  /** Streams that were caught up, reconnections included. */
  public long opened() {
    return opened;
  }

  /** Gaps in the numbers of streams. */
  public long gaps() {
    return gaps;
  }

  /** Numbers that came more than once. */
  public long duplicates() {
    return duplicates;
  }

  /** Streams that could not be resumed. */
  public long resets() {
    return resets + otherEpochs;
  }

  /** Ping events. */
  public long pings() {
    return pings;
  }

  /** How often a stream said that it may be behind, because the database is away. */
  public long stale() {
    return stale;
  }

  /** How often a stream said that this is over. */
  public long fresh() {
    return fresh;
  }

  /** Streams that the service ended with {@code event: end}. */
  public long ends() {
    return ends;
  }

  /** Streams that ended without {@code event: end}. */
  public long lost() {
    return lost;
  }

  /** Streams that ended in the middle of a block. */
  public long truncated() {
    return truncated;
  }

  /** Connections that the service accepted. */
  public long connects() {
    return connects;
  }

  /** How many different values of {@code retry} the streams had. */
  public int retries() {
    return retries.cardinality();
  }

  /** Answers other than 200. */
  public long refused() {
    return refused;
  }

  /** Bytes read, HTTP included. */
  public long bytes() {
    return bytes;
  }
}
