package waybill.log;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One caller's work on its way through the writer. */
final class WriteRequest<T> {
  /** Completed by the writer, or cancelled by a caller that no longer waits. */
  final CompletableFuture<T> result = new CompletableFuture<>();

  /** The id of the order that it changes; empty for none. */
  final String order;

  private final Function<Transaction, T> work;

  WriteRequest(String order, Function<Transaction, T> work) {
    this.order = order;
    this.work = work;
  }

  /** Does the work; the caller gets its result when the returned action runs. */
  Runnable run(Transaction tx) {
    T done = work.apply(tx);
    return () -> result.complete(done);
  }
}
