package waybill.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import waybill.order.LoggedEvent;
import waybill.storage.StorageFailure;

/**
 * One thread writes; the requests that wait while it commits are committed together next time. So a
 * change on an idle system is committed at once, and under load one commit pays for many. Those who
 * read, however many, leave it its connection. Safe for use by many threads.
 *
 * <p>When the queue is full, a caller waits {@link #QUEUE_TIMEOUT} for a place and then gets {@link
 * Overloaded}. Work may run more than once: a batch that loses a race against another writer is
 * retried a limited number of times; when one request of a batch fails, the batch is rolled back
 * and each gets a transaction of its own. Nothing else is retried.
 */
public final class GroupCommit implements AutoCloseable {
  /** Requests in the queue. */
  static final int MAX_WAITING = 1024;

  /** Requests in one transaction. */
  static final int MAX_BATCH_SIZE = 128;

  static final Duration QUEUE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration IDLE_CHECK = Duration.ofMillis(100);

  private static final Logger LOG = System.getLogger(GroupCommit.class.getName());

  private final Database database;
  private final Consumer<LoggedEvent> publisher;
  private final BlockingQueue<WriteRequest<?>> queue;
  private final Duration queueTimeout;
  private final Thread writer;
  private volatile boolean closing;

  /**
   * @param publisher gets each event after its commit (see Main), in commit order, on the writing
   *     thread: it must not block
   */
  public GroupCommit(Database database, Consumer<LoggedEvent> publisher) {
    this(database, publisher, MAX_WAITING, QUEUE_TIMEOUT);
  }

  GroupCommit(
      Database database, Consumer<LoggedEvent> publisher, int maxWaiting, Duration queueTimeout) {
    this.database = database.withItsOwnConnection();
    this.publisher = publisher;
    this.queue = new ArrayBlockingQueue<>(maxWaiting);
    this.queueTimeout = queueTimeout;
    this.writer = Thread.ofPlatform().name("waybill-writer").start(this::run);
  }

  /**
   * Runs work on an order, or on "" for none, and returns when it is committed and published.
   *
   * @throws Overloaded when too many wait; nothing was done
   * @throws RuntimeException what the work threw; nothing was done
   * @throws InDoubt when it is not known whether it was committed
   */
  <T> T write(String order, Function<Transaction, T> work) {
    var request = new WriteRequest<>(order, work);
    try {
      // the writer's thread takes it from the queue and goes on in run and commit
      if (closing || !queue.offer(request, queueTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Overloaded();
      }
      if (!writer.isAlive() && queue.remove(request)) {
        throw new Overloaded(); // the writer ended after the first question
      }
      return request.result.get(COMMIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("the write failed", e.getCause());
    } catch (TimeoutException e) {
      throw new InDoubt("the commit takes too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InDoubt("interrupted while waiting for the commit", e);
    } finally {
      request.result.cancel(false);
    }
  }

  private void run() {
    while (!closing || !queue.isEmpty()) {
      try {
        var first = queue.poll(IDLE_CHECK.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          var batch = new ArrayList<WriteRequest<?>>(List.of(first));
          queue.drainTo(batch, MAX_BATCH_SIZE - 1);
          commit(batch);
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** The events of a transaction and the answers to its requests, for after its commit. */
  private record Done(List<LoggedEvent> events, List<Runnable> answers) {
    static Done run(List<WriteRequest<?>> batch, Transaction tx) {
      Customers.lockThoseOf(tx, batch.stream().map(request -> request.order).toList());
      var answers = batch.stream().<Runnable>map(request -> request.run(tx)).toList();
      return new Done(tx.toPublish(), answers);
    }
  }

  /**
   * Commits requests together, or one that is alone. Events and answers come after the commit: what
   * a client or a stream has seen cannot be taken back.
   *
   * <p>A request whose caller no longer waits is not run: a broken database costs a bounded time.
   */
  private void commit(List<WriteRequest<?>> requests) {
    var batch = requests.stream().filter(request -> !request.result.isDone()).toList();
    if (batch.isEmpty()) {
      return;
    }
    try {
      var done = database.write(tx -> Done.run(batch, tx));
      done.events().forEach(this::publish);
      done.answers().forEach(Runnable::run);
    } catch (StorageFailure.CommitFailed e) {
      fail(batch, new InDoubt("the commit failed", e));
    } catch (RuntimeException | Error e) {
      if (batch.size() == 1 || e instanceof StorageFailure) {
        fail(batch, e);
      } else {
        LOG.log(Level.DEBUG, "a batch failed, each gets a transaction of its own", e);
        batch.forEach(request -> commit(List.of(request)));
      }
    }
  }

  private static void fail(List<WriteRequest<?>> batch, Throwable failure) {
    batch.forEach(request -> request.result.completeExceptionally(failure));
  }

  /** The change is committed: its caller must not get an error because of the publisher. */
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
  public int waiting() {
    return queue.size();
  }

  /** Commits what waits and stops. */
  @Override
  public void close() {
    closing = true;
    try {
      writer.join(COMMIT_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      var late = new ArrayList<WriteRequest<?>>();
      queue.drainTo(late);
      fail(late, new Overloaded());
      database.close();
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
   * It is not known whether the change was committed; a retry with the same idempotency key finds
   * out.
   */
  public static final class InDoubt extends RuntimeException {
    private static final long serialVersionUID = 1;

    InDoubt(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
