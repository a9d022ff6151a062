package waybill.log;

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
 * <p>When the queue is full a caller waits {@link #QUEUE_TIMEOUT} for a place and is then told
 * {@link Overloaded}. Work may be run twice: when one request of a batch fails, all are rolled back
 * and each gets a transaction of its own, so one bad request does not spoil its neighbours. And
 * work whose place in the log was taken by another writer runs again.
 */
public final class GroupCommit implements AutoCloseable {
  /** Requests in the queue. */
  static final int MAX_WAITING = 1024;

  /** Requests in one transaction. */
  static final int MAX_BATCH_SIZE = 128;

  static final Duration QUEUE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(30);

  /** How often an idle writer looks whether it is closed. */
  private static final Duration IDLE_CHECK = Duration.ofMillis(100);

  private static final Logger LOG = System.getLogger(GroupCommit.class.getName());

  private final Database database;
  private final Consumer<LoggedEvent> publisher;
  private final BlockingQueue<WriteRequest<?>> queue;
  private final Duration queueTimeout;
  private final Thread writer;
  private volatile boolean closing;
  private volatile boolean busy;

  /**
   * @param publisher told of each event after its commit, in commit order, by the writing thread:
   *     it must not block
   */
  public GroupCommit(Database database, Consumer<LoggedEvent> publisher) {
    this(database, publisher, MAX_WAITING, QUEUE_TIMEOUT);
  }

  GroupCommit(
      Database database, Consumer<LoggedEvent> publisher, int maxWaiting, Duration queueTimeout) {
    this.database = database;
    this.publisher = publisher;
    this.queue = new ArrayBlockingQueue<>(maxWaiting);
    this.queueTimeout = queueTimeout;
    this.writer = Thread.ofPlatform().name("waybill-writer").start(this::run);
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
    var request = new WriteRequest<>(work);
    try {
      if (closing || !queue.offer(request, queueTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Overloaded();
      }
      if (!writer.isAlive() && queue.remove(request)) {
        // the writer ended between the question and the offer
        throw new Overloaded();
      }
      if (!request.await(COMMIT_TIMEOUT)) {
        throw new InDoubt("the commit takes too long", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InDoubt("interrupted while waiting for the commit", e);
    }
    return request.result();
  }

  private void run() {
    var batch = new ArrayList<WriteRequest<?>>(MAX_BATCH_SIZE);
    while (!closing || !queue.isEmpty()) {
      try {
        var first = queue.poll(IDLE_CHECK.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          busy = true;
          batch.add(first);
          queue.drainTo(batch, MAX_BATCH_SIZE - 1);
          commit(batch);
        }
      } catch (InterruptedException e) {
        return;
      } finally {
        batch.clear();
      }
    }
  }

  private void commit(List<WriteRequest<?>> batch) {
    try {
      database.inTransaction(tx -> {
        batch.forEach(request -> request.run(tx));
        return batch;
      });
    } catch (Database.CommitFailed e) {
      batch.forEach(request -> request.fail(new InDoubt("the commit failed", e)));
      return;
    } catch (RuntimeException | Error e) {
      commitEach(batch, e);
      return;
    }
    for (var request : batch) {
      request.events().forEach(this::publish);
      request.succeed();
    }
  }

  private void commitEach(List<WriteRequest<?>> batch, Throwable cause) {
    if (batch.size() > 1) {
      LOG.log(Level.DEBUG, "a batch failed, each gets a transaction of its own", cause);
      batch.forEach(request -> commit(List.of(request)));
    } else if (OptimisticLockConflict.isCause(cause) && batch.getFirst().mayTryAgain()) {
      commit(batch);
    } else {
      batch.getFirst().fail(cause);
    }
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

  /** Whether nothing was written since this was asked before; for one caller. */
  public boolean wasIdle() {
    boolean idle = !busy;
    busy = false;
    return idle;
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
      writer.join(COMMIT_TIMEOUT.toMillis());
      var late = new ArrayList<WriteRequest<?>>();
      queue.drainTo(late);
      late.forEach(request -> request.fail(new Overloaded()));
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
