package waybill.bench.publish;

import java.util.Arrays;

/**
 * Events that are to happen, so many a second: who publishes them and who waits for them work the
 * same out from it. It is said to a server in one line.
 *
 * @param customers how many there are; each event is one of theirs, at random
 * @param first the number of the first event
 * @param start when that is due, as {@link System#nanoTime} counts, which on Linux is the same
 *     clock in all processes
 */
public record Schedule(int customers, long first, int count, int rate, long start) {
  private static final long SECOND = 1_000_000_000;

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is none of ours
   */
  static Schedule parse(String line) {
    var numbers = Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    if (numbers.length != 5) {
      throw new IllegalArgumentException("not a schedule: " + line);
    }
    return new Schedule(
        Math.toIntExact(numbers[0]),
        numbers[1],
        Math.toIntExact(numbers[2]),
        Math.toIntExact(numbers[3]),
        numbers[4]);
  }

  /** The line to say. */
  public String line() {
    return "%d %d %d %d %d".formatted(customers, first, count, rate, start);
  }

  /** When the i-th of them is due. */
  public long due(int i) {
    return start + i * SECOND / rate;
  }

  /** Whose event it is: MurmurHash3 mixes the number, as limit.c does. */
  public int customer(int i) {
    long mixed = first + i;
    mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    mixed ^= mixed >>> 33;
    return (int) Long.remainderUnsigned(mixed, customers);
  }
}
