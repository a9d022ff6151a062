package waybill.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import waybill.order.LoggedEvent;

/**
 * One thread writes; what waits while it commits is committed together next time. So a change on an
 * idle system does not wait for company, and under load one commit pays for many. Safe for use by
 * many threads.
 *
 * <p>The queue holds {@value #WAITING} requests; when it is full a caller waits {@link #PATIENCE}
 * for a place and is then told {@link Overloaded}. Work may be run twice: when one of a batch
 * fails, all are rolled back and each gets a transaction of its own, so one bad request does not
 * spoil its neighbours. And work whose place in the log was taken by another writer runs again.
 */
public final class GroupCommit implements AutoCloseable {
  static final int WAITING = 1024;
  static final int BATCH = 128;
  static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration TICK = Duration.ofMillis(100);

  /** Ticks without work after which the database's file is brought up to date. */
  private static final int QUIET = 10;

  /** Between two attempts to bring the file up to date when that failed. */
  private static final Duration RESPITE = Duration.ofSeconds(10);

  private static final Duration LONGEST_COMMIT = Duration.ofSeconds(30);
  private static final Logger LOG = System.getLogger(GroupCommit.class.getName());

  private final Database database;
  private final Consumer<LoggedEvent> publisher;
  private final BlockingQueue<Pending<?>> queue;
  private final Duration patience;
  private final Thread writer;
  private volatile Runnable whenRolledBack = () -> {};
  private volatile boolean closing;

  /** As {@link System#nanoTime}. */
  private long nextAttempt = System.nanoTime();

  /**
   * @param publisher told of each event after its commit, in commit order, by the writing thread:
   *     it must not block
   */
  public GroupCommit(Database database, Consumer<LoggedEvent> publisher) {
    this(database, publisher, WAITING, PATIENCE);
  }

  GroupCommit(Database database, Consumer<LoggedEvent> publisher, int waiting, Duration patience) {
    this.database = database;
    this.publisher = publisher;
    this.queue = new ArrayBlockingQueue<>(waiting);
    this.patience = patience;
    this.writer = Thread.ofPlatform().name("waybill-writer").unstarted(this::run);
    database.writtenBy(this);
    writer.start();
  }

  /** Whether this is the writing thread. */
  boolean isWriting() {
    return Thread.currentThread() == writer;
  }

  /** Runs in the writing thread after each rollback. */
  void whenRolledBack(Runnable action) {
    whenRolledBack = action;
  }

  /** A result, and the events to be published once it is committed. */
  record Written<T>(T result, List<LoggedEvent> events) {}

  /**
   * Runs work in a transaction and returns when it is committed and published.
   *
   * @throws Overloaded when too many wait; nothing was done
   * @throws RuntimeException what the work threw; nothing was done
   * @throws InDoubt when it is not known whether it was committed
   */
  <T> T write(Function<Transaction, Written<T>> work) {
    var pending = new Pending<>(work);
    try {
      if (closing || !queue.offer(pending, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Overloaded();
      }
      if (!writer.isAlive() && queue.remove(pending)) {
        // closed between the question and the offer: nobody will come for it
        throw new Overloaded();
      }
      if (!pending.await(LONGEST_COMMIT)) {
        throw new InDoubt("the commit takes too long", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InDoubt("interrupted while waiting for the commit", e);
    }
    return pending.result();
  }

  private void run() {
    var batch = new ArrayList<Pending<?>>(BATCH);
    int quiet = 0;
    while (!closing || !queue.isEmpty()) {
      try {
        var first = queue.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
        quiet = first == null ? quiet + 1 : 0;
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, BATCH - 1);
          commit(batch);
        }
        boolean inTime = System.nanoTime() - nextAttempt >= 0;
        if ((database.isFarBehind() && inTime) || (quiet == QUIET && database.isBehind())) {
          catchUp();
        }
      } catch (InterruptedException e) {
        return;
      } finally {
        batch.clear();
      }
    }
    catchUp();
  }

  private void catchUp() {
    try {
      database.catchUp();
    } catch (RuntimeException | Error e) {
      nextAttempt = System.nanoTime() + RESPITE.toNanos();
      LOG.log(Level.WARNING, "the database's file could not be brought up to date", e);
    }
  }

  private void commit(List<Pending<?>> batch) {
    try {
      database.inTransaction(tx -> {
        batch.forEach(pending -> pending.run(tx));
        return batch;
      });
    } catch (Database.CommitFailed e) {
      whenRolledBack.run();
      batch.forEach(pending -> pending.fail(new InDoubt("the commit failed", e)));
      return;
    } catch (RuntimeException | Error e) {
      whenRolledBack.run();
      commitEach(batch, e);
      return;
    }
    for (var pending : batch) {
      pending.events().forEach(this::publish);
      pending.succeed();
    }
  }

  private void commitEach(List<Pending<?>> batch, Throwable cause) {
    if (batch.size() == 1) {
      if (Overtaken.isCause(cause) && batch.getFirst().mayTryAgain()) {
        commit(batch);
      } else {
        batch.getFirst().fail(cause);
      }
      return;
    }
    LOG.log(Level.DEBUG, "a batch failed, each gets a transaction of its own", cause);
    batch.forEach(pending -> commit(List.of(pending)));
  }

  /** Whatever goes wrong here, the change is committed: its caller must not be told otherwise. */
  private void publish(LoggedEvent event) {
    try {
      publisher.accept(event);
    } catch (RuntimeException | Error e) {
      LOG.log(
          Level.ERROR,
          "a committed event could not be published; streams will find it in the log",
          e);
    }
  }

  /** How many requests wait for the writer at this moment. */
  int waiting() {
    return queue.size();
  }

  /** Commits what waits and stops. */
  @Override
  public void close() {
    closing = true;
    try {
      writer.join(LONGEST_COMMIT.toMillis());
      var late = new ArrayList<Pending<?>>();
      queue.drainTo(late);
      late.forEach(pending -> pending.fail(new Overloaded()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Too many requests wait to be written; nothing was done, trying again later is right. */
  public static final class Overloaded extends RuntimeException {
    private static final long serialVersionUID = 1;

    Overloaded() {
      super("too many requests wait to be written");
    }
  }

  /**
   * It is not known whether the change was committed; asking again with the same idempotency key
   * tells.
   */
  public static final class InDoubt extends RuntimeException {
    private static final long serialVersionUID = 1;

    InDoubt(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
