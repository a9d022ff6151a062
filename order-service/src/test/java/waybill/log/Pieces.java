package waybill.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import waybill.order.CustomerId;
import waybill.order.EventType;
import waybill.order.LoggedEvent;
import waybill.order.OrderId;

/** Small pieces of work for one writer: each is a row with a number, and an event with the same. */
final class Pieces implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Which transaction each piece ran in, in the order of running. */
  final List<Transaction> ran = Collections.synchronizedList(new ArrayList<>());

  /** The numbers of the events that were published, in that order. */
  final List<Long> published = Collections.synchronizedList(new ArrayList<>());

  final GroupCommit writer;
  private final Database database;
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  Pieces(Database database) {
    this(database, _ -> {});
  }

  Pieces(Database database, Consumer<LoggedEvent> listener) {
    this(database, listener, GroupCommit.MAX_WAITING, GroupCommit.QUEUE_TIMEOUT);
  }

  Pieces(Database database, Consumer<LoggedEvent> listener, int waiting, Duration patience) {
    this.database = database;
    this.writer =
        new GroupCommit(
            database,
            event -> {
              published.add(event.seq());
              listener.accept(event);
            },
            waiting,
            patience);
    database.inTransaction(
        tx -> tx.execute("create table if not exists piece (n bigint primary key)"));
    database.inTransaction(tx -> tx.execute("delete from piece"));
  }

  String piece(Transaction tx, long n) {
    ran.add(tx);
    tx.execute("insert into piece (n) values (?)", n);
    tx.publishAfterCommit(event(n));
    return "done";
  }

  static LoggedEvent event(long seq) {
    return new LoggedEvent(
        new CustomerId("ada"), new OrderId("WB-1"), seq, 1, EventType.ORDER_PLACED, new byte[0]);
  }

  /**
   * Has pieces 0, 1, 2, ... written, each by a caller of its own; returns when all of them wait.
   */
  List<Future<String>> submit(int count) {
    var results = new ArrayList<Future<String>>();
    for (int i = 0; i < count; i++) {
      long n = i;
      results.add(submit(() -> writer.write("", tx -> piece(tx, n))));
      awaitWaiting(i + 1);
    }
    return results;
  }

  Future<String> submit(Callable<String> caller) {
    return callers.submit(caller);
  }

  void awaitWaiting(int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (writer.waiting() != count) {
      assertTrue(System.nanoTime() < deadline, "not all wait");
      Thread.onSpinWait();
    }
  }

  static String result(Future<String> future) throws Exception {
    return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  boolean exists(long n) {
    return database
        .inTransaction(tx -> tx.first("select n from piece where n = ?", row -> row, n))
        .isPresent();
  }

  long count() {
    return database
        .inTransaction(
            tx -> tx.first("select count(*) as n from piece", row -> Columns.number(row, "n")))
        .orElseThrow();
  }

  /** Keeps the writer in a transaction until it is closed. */
  Busy busy() throws InterruptedException {
    return new Busy();
  }

  final class Busy implements AutoCloseable {
    private final CountDownLatch go = new CountDownLatch(1);

    private Busy() throws InterruptedException {
      var begun = new CountDownLatch(1);
      callers.execute(() ->
          writer.write(
              "",
              tx -> {
                tx.execute("delete from piece");
                begun.countDown();
                await(go);
                return "busy";
              }));
      assertTrue(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    private static void await(CountDownLatch latch) {
      try {
        assertTrue(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      go.countDown();
    }
  }

  @Override
  public void close() {
    callers.close();
    writer.close();
  }
}
