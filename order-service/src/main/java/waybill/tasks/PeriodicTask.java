package waybill.tasks;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs a task at once and then again and again, with a pause between two runs, until it is closed.
 * A run that fails does not end it: the next one is tried after the pause, and each kind of failure
 * is logged at most once an hour. Safe for use by many threads.
 */
public final class PeriodicTask implements AutoCloseable {
  private static final long LOG_PAUSE = Duration.ofHours(1).toNanos();

  private static final Logger LOG = System.getLogger(PeriodicTask.class.getName());

  private final String name;
  private final Duration period;
  private final Runnable task;
  private final Map<Class<?>, Long> logged = new HashMap<>();
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
      long now = System.nanoTime();
      var last = logged.get(e.getClass());
      if (last == null || now - last >= LOG_PAUSE) {
        logged.put(e.getClass(), now);
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
