package waybill;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs a task at once and then again and again, with a pause between two runs, until it is closed.
 * A run that fails does not end it: the next one is tried after the pause, and each distinct
 * failure is logged once. Safe for use by many threads.
 */
public final class PeriodicTask implements AutoCloseable {
  /** Failures that are remembered; a message with changing details must not fill the memory. */
  private static final int MAX_REMEMBERED_FAILURES = 100;

  private static final Logger LOG = System.getLogger(PeriodicTask.class.getName());

  private final String name;
  private final Duration period;
  private final Runnable task;
  private final Set<String> loggedFailures = new HashSet<>();
  private final ScheduledExecutorService thread;
  private volatile boolean healthy = true;

  /**
   * @param name names the thread and tells readiness and the log what failed
   * @param period the pause between the end of one run and the start of the next
   */
  public PeriodicTask(String name, Duration period, Runnable task) {
    this.name = name;
    this.period = period;
    this.task = task;
    var threads = Thread.ofPlatform().daemon().name("waybill-" + name).factory();
    thread = Executors.newSingleThreadScheduledExecutor(threads);
    var _ = thread.scheduleWithFixedDelay(this::run, 0, period.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void run() {
    try {
      task.run();
      healthy = true;
    } catch (Throwable e) {
      healthy = false;
      if (loggedFailures.size() < MAX_REMEMBERED_FAILURES && loggedFailures.add(e.toString())) {
        LOG.log(Level.WARNING, name + " failed; it is tried again in " + period, e);
      }
    }
  }

  public String name() {
    return name;
  }

  /** False while the last run failed. */
  public boolean healthy() {
    return healthy;
  }

  /** Starts no further run and waits until the current one has ended. */
  @Override
  public void close() {
    thread.close();
  }
}
