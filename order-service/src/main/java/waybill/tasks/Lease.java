package waybill.tasks;

import java.security.SecureRandom;
import java.time.Duration;
import waybill.log.Database;

/**
 * The right of one node to do something. It holds it for a term, and keeps it by asking again
 * before the term is over; when it dies or is cut off, another node gets it after the term. The
 * time is that of the database. Safe for use by many threads.
 */
public final class Lease implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Database database;
  private final boolean isAlone;
  private final String name;
  private final Duration term;
  private volatile boolean held;
  private final String holder = Long.toString(new SecureRandom().nextLong(1, Long.MAX_VALUE), 36);

  /**
   * @param isAlone whether there is no other node: then this one always has it
   * @param name of what only one node does
   * @param term whole seconds
   */
  public Lease(Database database, boolean isAlone, String name, Duration term) {
    this.database = database;
    this.isAlone = isAlone;
    this.name = name;
    this.term = term;
  }

  /** Takes or keeps it; false if another node has it. */
  public boolean hold() {
    held = isAlone || take();
    return held;
  }

  private boolean take() {
    var end = "current_timestamp + interval '%d' second".formatted(term.toSeconds());
    return database.write(tx -> {
      var taken =
          tx.execute(
              "update lease set holder = ?, ends_at = "
                  + end
                  + " where name = ? and (holder = ? or ends_at <= current_timestamp)",
              holder,
              name,
              holder);
      if (taken == 1) {
        return true;
      }
      boolean isNew = tx.first("select name from lease where name = ?", row -> row, name).isEmpty();
      if (isNew) {
        tx.execute(
            "insert into lease (name, holder, ends_at) values (?, ?, " + end + ")", name, holder);
      }
      return isNew;
    });
  }

  /** A task that does nothing while another node has it. */
  public Runnable whileHeld(Runnable task) {
    return () -> {
      if (hold()) {
        task.run();
      }
    };
  }

  /** Waits until this node has it. */
  public Lease await() {
    try {
      while (!hold()) {
        Thread.sleep(PAUSE);
      }
      return this;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while another node starts", e);
    }
  }

  /** Gives it back, so that no other node has to wait for the end of the term. */
  @Override
  public void close() {
    if (held && !isAlone) {
      held = false;
      database.write(
          tx -> tx.execute("delete from lease where name = ? and holder = ?", name, holder));
    }
  }
}
