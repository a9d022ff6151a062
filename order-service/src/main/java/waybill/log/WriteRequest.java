package waybill.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import waybill.log.GroupCommit.Written;
import waybill.order.LoggedEvent;

/**
 * One caller's work on its way through the writer. The latch makes what the writer set visible to
 * the caller.
 */
final class WriteRequest<T> {
  private static final int MAX_TRIES = 20;

  private final Function<Transaction, Written<T>> work;
  private final CountDownLatch done = new CountDownLatch(1);
  private int tries;
  private @Nullable Written<T> written;
  private @Nullable Throwable failure;

  WriteRequest(Function<Transaction, Written<T>> work) {
    this.work = work;
  }

  /** False when neither success nor failure is known by then. */
  boolean await(Duration limit) throws InterruptedException {
    return done.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  void run(Transaction tx) {
    tries++;
    written = work.apply(tx);
  }

  /** False when another writer was faster so often that something must be wrong. */
  boolean mayTryAgain() {
    return tries < MAX_TRIES;
  }

  List<LoggedEvent> events() {
    return written == null ? List.of() : written.events();
  }

  void succeed() {
    done.countDown();
  }

  void fail(Throwable cause) {
    failure = cause;
    done.countDown();
  }

  /** What the work came to, or what it threw. */
  T result() {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Throwable e -> throw new IllegalStateException("the write failed", e);
    }
    if (written == null) {
      throw new IllegalStateException("neither result nor failure");
    }
    return written.result();
  }
}
