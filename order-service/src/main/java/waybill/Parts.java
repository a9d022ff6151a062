package waybill;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a service has opened or started. All of it is closed, the last part first, also if one of
 * them cannot be closed or if the service could not be started. For one thread.
 */
public final class Parts implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T part) {
    open.push(part);
    return part;
  }

  /** Throws one exception, with all failures as suppressed ones. */
  @Override
  public void close() {
    var failure = new IllegalStateException("a part of the service could not be closed");
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception | Error e) {
        failure.addSuppressed(e);
      }
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  /** For a start that has failed: what cannot be closed is added to its failure. */
  void closeAfter(Throwable failure) {
    try (this) {
      // nothing else is left to do
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
