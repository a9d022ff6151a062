package waybill.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Clears away once an hour what nobody will ask for again. */
public final class Housekeeping implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofHours(1);
  private static final Logger LOG = System.getLogger(Housekeeping.class.getName());

  private final Map<String, LongSupplier> chores;
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * Clears away at once, then every hour until it is closed.
   *
   * @param chores by what they clear away; each returns how many it were
   */
  public Housekeeping(Map<String, LongSupplier> chores) {
    this.chores = chores;
    Thread.ofVirtual().name("waybill-housekeeping").start(this::run);
  }

  private void run() {
    try {
      do {
        chores.forEach(Housekeeping::clearAway);
      } while (!closing.await(PAUSE.toMinutes(), TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void clearAway(String what, LongSupplier chore) {
    try {
      LOG.log(Level.DEBUG, "{0} {1} cleared away", chore.getAsLong(), what);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, what + " could not be cleared away; trying again in an hour", e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
