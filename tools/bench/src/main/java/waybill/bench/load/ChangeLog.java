package waybill.bench.load;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * Every change of a measurement by its number: when it was due, whether it was acknowledged, how
 * often it arrived. Latency counts from the moment a change was due, not from when it was sent:
 * otherwise a slow server would slow its load down and hide its own delay (coordinated omission).
 * Times are nanoseconds.
 */
public final class ChangeLog {
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
  private long unanswered;
  private long misdelivered;
  private long arrivedTwice;
  private final int[] pages;

  /** The pages of a customer must see all changes of that customer. */
  public ChangeLog(int customers) {
    this.pages = new int[customers];
  }

  /** From now on a customer has so many pages that must see each change. */
  public void watches(int customer, int pages) {
    this.pages[customer] = pages;
  }

  /** Adds a change that is due; returns its number. */
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

  /** Adds a change that is certain to happen and needs no acknowledgement. */
  public int dueAndAcknowledged(int customer, long time) {
    int number = due(customer, time);
    acknowledged[number] = true;
    return number;
  }

  /** The service acknowledged a change. */
  public void acknowledged(int change, long now) {
    acknowledged[change] = true;
    answered++;
    toAnswer.recordValue(Math.clamp(now - due[change], 0, HIGHEST));
  }

  /** The service refused a change: it must not have happened. */
  public void addRefused() {
    refused++;
  }

  /** The connection ended before the answer: it may have happened. */
  public void addUnanswered() {
    unanswered++;
  }

  /** A page received a change whose cursor was not a duplicate. */
  void arrived(long change, int customer, long now) {
    if (!isOf(change, customer)) {
      misdelivered++;
      return;
    }
    int number = (int) change;
    if (++arrivals[number] > watching[number] && watching[number] > 0) {
      arrivedTwice++;
    }
    delivered++;
    toPage.recordValue(Math.clamp(now - due[number], 0, HIGHEST));
  }

  /** The results of one period of the measurement. */
  public record Period(Histogram toPage, Histogram toAnswer, long delivered, long answered) {}

  /** Returns the results since the last call. */
  public Period take() {
    var period = new Period(toPage, toAnswer, delivered, answered);
    toPage = new Histogram(HIGHEST, 3);
    toAnswer = new Histogram(HIGHEST, 3);
    delivered = 0;
    answered = 0;
    return period;
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

  /** Whether this is the number of a change to an order of this customer. */
  boolean isOf(long change, int customer) {
    return change >= 0 && change < size && this.customer[(int) change] == customer;
  }

  boolean isAcknowledged(int change) {
    return acknowledged[change];
  }

  /** Changes that were due. */
  public int size() {
    return size;
  }

  /** How often a change arrived again after each page of its customer had seen it. */
  public long arrivedTwice() {
    return arrivedTwice;
  }

  /** Arrivals on a page of another customer, or of changes that were never made. */
  public long misdelivered() {
    return misdelivered;
  }

  /** Changes that were refused, over the whole measurement. */
  public long refusals() {
    return refused;
  }

  /** Changes without an answer, over the whole measurement. */
  public long unanswered() {
    return unanswered;
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
