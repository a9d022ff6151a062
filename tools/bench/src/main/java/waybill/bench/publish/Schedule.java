package waybill.bench.publish;

import java.util.Arrays;

/**
 * Events at a fixed rate. The publisher and the load compute the same events from it. A server gets
 * it as one line of text.
 *
 * @param customers the number of customers; each event belongs to a random one
 * @param first the number of the first event
 * @param start when the first event is due, by {@link System#nanoTime}, which on Linux is the same
 *     clock in all processes
 */
public record Schedule(int customers, long first, int count, int rate, long start) {
  private static final long SECOND = 1_000_000_000;

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is not a schedule
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

  /** The line that {@link #parse} reads. */
  public String line() {
    return "%d %d %d %d %d".formatted(customers, first, count, rate, start);
  }

  /** When the i-th of them is due. */
  public long due(int i) {
    return start + i * SECOND / rate;
  }

  /** The customer of the i-th event: MurmurHash3 mixes its number, as in limit.c. */
  public int customer(int i) {
    long mixed = first + i;
    mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    mixed ^= mixed >>> 33;
    return (int) Long.remainderUnsigned(mixed, customers);
  }
}
