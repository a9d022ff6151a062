package waybill.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.ConsoleHandler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import waybill.Await;

class PeriodicTaskTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  @Test
  void aTaskRunsAtOnceAndThenAgain() {
    var runs = new AtomicInteger();
    try (var task = new PeriodicTask("counter", SHORT, runs::incrementAndGet)) {
      assertEquals("counter", task.name());
      Await.until("it ran three times", () -> runs.get() >= 3);
      assertTrue(task.healthy());
    }
  }

  @Test
  void aTaskContinuesAfterExceptionsAndErrorsAndReportsThem() {
    var failure = new AtomicBoolean(true);
    var runs = new AtomicInteger();
    Runnable work =
        () -> {
          if (failure.get()) {
            if (runs.incrementAndGet() % 2 == 0) {
              throw new StackOverflowError("as if");
            }
            throw new IllegalStateException("as if");
          }
        };
    try (var task = new PeriodicTask("fragile", SHORT, work)) {
      Await.until("it failed both ways", () -> runs.get() >= 3);
      assertFalse(task.healthy());

      failure.set(false);
      Await.until("it is healthy again", task::healthy);
    }
  }

  @Test
  void eachKindOfFailureIsLoggedOnce() {
    var runs = new AtomicInteger();
    Runnable work =
        () -> {
          int run = runs.incrementAndGet();
          if (run % 2 == 0) {
            throw new IllegalStateException("another detail each time: " + run);
          }
          throw new StackOverflowError("" + run);
        };
    var logged = new CopyOnWriteArrayList<LogRecord>();
    var logger = Logger.getLogger(PeriodicTask.class.getName());
    var handler =
        new ConsoleHandler() {
          @Override
          public void publish(LogRecord entry) {
            logged.add(entry);
          }
        };
    logger.addHandler(handler);

    try (var _ = new PeriodicTask("broken", Duration.ofMillis(1), work)) {
      Await.until("it failed often", () -> runs.get() >= 20);
    } finally {
      logger.removeHandler(handler);
    }

    assertEquals(2, logged.size(), logged::toString);
  }

  @Test
  void closeWaitsForTheCurrentRunAndPreventsTheNext() {
    var started = new CountDownLatch(1);
    var runs = new AtomicInteger();
    var ended = new AtomicBoolean();
    Runnable work =
        () -> {
          runs.incrementAndGet();
          started.countDown();
          LockSupport.parkNanos(SHORT.toNanos());
          ended.set(true);
        };
    var task = new PeriodicTask("stopped", Duration.ofDays(1), work);
    Await.until("it started", () -> started.getCount() == 0);

    task.close();

    assertTrue(ended.get());
    assertEquals(1, runs.get());
  }
}
