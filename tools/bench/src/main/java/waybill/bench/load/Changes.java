package waybill.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Lets changes happen: at a rate, whether the server keeps up or not, or as fast as it answers. */
public final class Changes {
  private final Loop loop;
  private final Callers callers;
  private final Journal journal;
  private final World world;
  private int underWay;
  private int generation;
  private Acknowledged acknowledged = (_, _, _) -> {};

  /** Told of changes that the service took. */
  @FunctionalInterface
  public interface Acknowledged {
    /** The answer to a change, which is named by its number in the journal. */
    void by(int change, int customer, Call.Reply reply);
  }

  public Changes(Loop loop, Callers callers, Journal journal, World world) {
    this.loop = loop;
    this.callers = callers;
    this.journal = journal;
    this.world = world;
  }

  /**
   * From now on a change is due every so often (an open model: arrivals do not wait for answers).
   *
   * @param whom the customer of the next change
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

  /** From now on so many changes are always under way (a closed model: for the most it can do). */
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

  /** Lets one change happen now; returns its number. */
  public int one(int customer) {
    int number = journal.size();
    send(customer, System.nanoTime(), () -> {});
    return number;
  }

  private void send(int customer, long due, Runnable after) {
    int number = journal.due(customer, due);
    underWay++;
    callers.send(
        world.change(
            number,
            customer,
            reply -> {
              underWay--;
              if (reply == null) {
                journal.inDoubt();
              } else if (reply.status() == 201) {
                journal.acknowledged(number, System.nanoTime());
                acknowledged.by(number, customer, reply);
              } else {
                journal.refused();
              }
              after.run();
            }));
  }

  /** From now on, who hears of the answers. */
  public void tell(Acknowledged listener) {
    acknowledged = listener;
  }

  /** No further changes. */
  public void stop() {
    generation++;
  }

  /** Waits until every change is answered and every page has seen what it must see. */
  public boolean settle(long limit) {
    return loop.runUntil(() -> underWay == 0, limit)
        && loop.runUntil(() -> journal.missing() == 0, limit);
  }

  /** How many changes are not answered yet. */
  public int underWay() {
    return underWay;
  }
}
