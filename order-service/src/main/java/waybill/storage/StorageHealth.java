package waybill.storage;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database does its work. After a failure it does not, until a write has succeeded: the
 * log tells both once.
 */
public final class StorageHealth {
  private static final Logger LOG = System.getLogger(StorageHealth.class.getName());

  private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

  /** Why it does not work; empty while it does. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** Takes note of a failure, and returns its reason. */
  public String failed(Throwable e) {
    var reason = reason(e);
    if (failure.getAndSet(reason) == null) {
      LOG.log(Level.ERROR, "the database does not work: {0}", reason);
    }
    return reason;
  }

  /** A write has succeeded; returns whether that is news. */
  public boolean works() {
    boolean isNews = failure.get() != null && failure.getAndSet(null) != null;
    if (isNews) {
      LOG.log(Level.INFO, "the database works again");
    }
    return isNews;
  }

  /** The deepest cause with words has those of the system, such as "No space left on device". */
  private static String reason(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
        .flatMap(cause -> Stream.ofNullable(cause.getMessage()))
        .flatMap(message -> message.lines().limit(1))
        .reduce(e.toString(), (_, deeper) -> deeper);
  }
}
