package waybill.bench.load;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * Every change of a measurement, by number: when it was due, whether it was acknowledged, how often
 * it arrived. Latency counts from the moment a change was due, not from when it was sent: a server
 * that is late must not make its load wait for it (coordinated omission). Times are nanoseconds.
 */
public final class Journal {
  private static final long HIGHEST = 600_000_000_000L;

  private long[] due = new long[1 << 16];
  private int[] customer = new int[1 << 16];
  private int[] arrivals = new int[1 << 16];
  private int[] watching = new int[1 << 16];
  private boolean[] acknowledged = new boolean[1 << 16];
  private int size;

  private Histogram toPage = new Histogram(HIGHEST, 3);
  private Histogram toAnswer = new Histogram(HIGHEST, 3);
  private long delivered;
  private long answered;
  private long refused;
  private long inDoubt;
  private long strangers;
  private long arrivedTwice;
  private final int[] pages;

  /** Pages of one customer are told all of its changes. */
  public Journal(int customers) {
    this.pages = new int[customers];
  }

  /** From now on a customer has so many pages that must see everything. */
  public void watches(int customer, int pages) {
    this.pages[customer] = pages;
  }

  /** Writes down a change that is due; returns its number. */
  public int due(int customer, long time) {
    if (size == due.length) {
      due = Arrays.copyOf(due, size * 2);
      this.customer = Arrays.copyOf(this.customer, size * 2);
      arrivals = Arrays.copyOf(arrivals, size * 2);
      watching = Arrays.copyOf(watching, size * 2);
      acknowledged = Arrays.copyOf(acknowledged, size * 2);
    }
    due[size] = time;
    this.customer[size] = customer;
    watching[size] = pages[customer];
    return size++;
  }

  /** Writes down a change that nobody has to acknowledge: it is sure to happen. */
  public int sure(int customer, long time) {
    int number = due(customer, time);
    acknowledged[number] = true;
    return number;
  }

  /** The service acknowledged it. */
  public void acknowledged(int change, long now) {
    acknowledged[change] = true;
    answered++;
    toAnswer.recordValue(Math.clamp(now - due[change], 0, HIGHEST));
  }

  /** The service refused it: nothing may have happened. */
  public void refused() {
    refused++;
  }

  /** The connection ended before the answer: it may have happened. */
  public void inDoubt() {
    inDoubt++;
  }

  /** A page was told of a change, for the first time as its history says. */
  void arrived(long change, int customer, long now) {
    if (change < 0 || change >= size || this.customer[(int) change] != customer) {
      strangers++;
      return;
    }
    int number = (int) change;
    if (++arrivals[number] > watching[number] && watching[number] > 0) {
      arrivedTwice++;
    }
    delivered++;
    toPage.recordValue(Math.clamp(now - due[number], 0, HIGHEST));
  }

  /** A stretch of the measurement. */
  public record Stretch(Histogram toPage, Histogram toAnswer, long delivered, long answered) {}

  /** What happened since the last call. */
  public Stretch take() {
    var stretch = new Stretch(toPage, toAnswer, delivered, answered);
    toPage = new Histogram(HIGHEST, 3);
    toAnswer = new Histogram(HIGHEST, 3);
    delivered = 0;
    answered = 0;
    return stretch;
  }

  /** How many arrivals of acknowledged changes are missing. */
  public long missing() {
    long missing = 0;
    for (int i = 0; i < size; i++) {
      if (acknowledged[i]) {
        missing += Math.max(0, watching[i] - arrivals[i]);
      }
    }
    return missing;
  }

  /** Changes that were due. */
  public int size() {
    return size;
  }

  /** Changes that a page saw more often than it has pages. */
  public long arrivedTwice() {
    return arrivedTwice;
  }

  /** Changes that somebody else's page saw, or that nobody made. */
  public long strangers() {
    return strangers;
  }

  /** Changes that were refused, over the whole measurement. */
  public long refusals() {
    return refused;
  }

  /** Changes without an answer, over the whole measurement. */
  public long doubts() {
    return inDoubt;
  }

  /** How many changes were acknowledged, over the whole measurement. */
  public long acknowledgements() {
    long count = 0;
    for (int i = 0; i < size; i++) {
      count += acknowledged[i] ? 1 : 0;
    }
    return count;
  }
}
