package waybill.bench.load;

import java.util.BitSet;

/** What all pages together went through. Used in the loop's thread only. */
public final class Tally {
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
