package waybill.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Makes changes: at a rate, whether the server keeps up or not, or as fast as it answers. */
public final class ChangeGenerator {
  private final EventLoop loop;
  private final Sender sender;
  private final ChangeLog changeLog;
  private final TestData testData;
  private int underWay;
  private int generation;
  private Acknowledged acknowledged = (_, _, _) -> {};

  /** Receives the answers to changes that the service accepted. */
  @FunctionalInterface
  public interface Acknowledged {
    /** The answer to a change, which has this number in the change log. */
    void by(int change, int customer, ApiRequest.Reply reply);
  }

  /** Takes each change to the service. */
  @FunctionalInterface
  public interface Sender {
    /** Sends a change of a customer's order. */
    void send(int customer, ApiRequest request);
  }

  public ChangeGenerator(EventLoop loop, Sender sender, ChangeLog changeLog, TestData testData) {
    this.loop = loop;
    this.sender = sender;
    this.changeLog = changeLog;
    this.testData = testData;
  }

  /**
   * From now on changes are due at a rate (an open model: arrivals do not wait for answers).
   *
   * @param whom chooses the customer of the next change
   */
  public void atRate(double perSecond, IntSupplier whom) {
    int mine = ++generation;
    double gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
    due(mine, System.nanoTime(), 0, gap, whom);
  }

  private void due(int mine, long start, long count, double gap, IntSupplier whom) {
    long next = count;
    long now = System.nanoTime();
    for (long due = start + (long) (next * gap);
        due - now <= 0;
        due = start + (long) (next * gap)) {
      if (mine != generation) {
        return;
      }
      send(whom.getAsInt(), due, () -> {});
      next++;
    }
    long sent = next;
    loop.at(
        start + (long) (sent * gap),
        () -> {
          if (mine == generation) {
            due(mine, start, sent, gap, whom);
          }
        });
  }

  /** From now on so many changes are always under way (a closed model: shows the maximum). */
  public void atOnce(int changes, IntSupplier whom) {
    int mine = ++generation;
    for (int i = 0; i < changes; i++) {
      again(mine, whom);
    }
  }

  private void again(int mine, IntSupplier whom) {
    if (mine == generation) {
      send(whom.getAsInt(), System.nanoTime(), () -> again(mine, whom));
    }
  }

  /** Makes one change now; returns its number. */
  public int one(int customer) {
    int number = changeLog.size();
    send(customer, System.nanoTime(), () -> {});
    return number;
  }

  private void send(int customer, long due, Runnable after) {
    int number = changeLog.due(customer, due);
    underWay++;
    sender.send(
        customer,
        testData.change(
            number,
            customer,
            reply -> {
              underWay--;
              if (reply == null) {
                changeLog.addUnanswered();
              } else if (reply.status() == 201) {
                changeLog.acknowledged(number, System.nanoTime());
                acknowledged.by(number, customer, reply);
              } else {
                changeLog.addRefused();
              }
              after.run();
            }));
  }

  /** From now on this listener receives the answers. */
  public void tell(Acknowledged listener) {
    acknowledged = listener;
  }

  /** Makes no further changes. */
  public void stop() {
    generation++;
  }

  /** Waits until every change is answered and every page has seen its changes. */
  public boolean settle(long limit) {
    return loop.runUntil(() -> underWay == 0, limit)
        && loop.runUntil(() -> changeLog.missing() == 0, limit);
  }

  /** How many changes are not answered yet. */
  public int underWay() {
    return underWay;
  }
}
