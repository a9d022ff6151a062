package waybill.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Clears away once an hour what nobody will ask for again: kept answers older than a day. */
public final class Housekeeping implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofHours(1);
  private static final Logger LOG = System.getLogger(Housekeeping.class.getName());

  private final Ledger ledger;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Clears away at once, then every hour until it is closed. */
  public Housekeeping(Ledger ledger) {
    this.ledger = ledger;
    Thread.ofVirtual().name("waybill-housekeeping").start(this::run);
  }

  private void run() {
    try {
      do {
        clearAway();
      } while (!closing.await(PAUSE.toMinutes(), TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void clearAway() {
    try {
      LOG.log(Level.DEBUG, "{0} old answers forgotten", ledger.forgetOldAnswers());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "old answers could not be cleared away; trying again in an hour", e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
