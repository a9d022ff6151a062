package waybill.stream;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Announces each committed event to every node. A bus may lose, double, delay or reorder messages;
 * subscribers must cope, with the log as the truth. Safe for use by many threads.
 */
public interface EventBus extends AutoCloseable {

  /** Called after the commit. Never blocks and never throws. */
  void publish(Message message);

  /**
   * Adds a subscriber. Subscribers are called by several threads and must not block; an exception
   * of one does not reach the others.
   */
  void subscribe(Consumer<Message> subscriber);

  /** Why messages of other nodes do not arrive at this moment; empty while they do. */
  default Optional<String> degraded() {
    return Optional.empty();
  }

  /** Whether messages may have been lost since the last call. */
  default boolean mayHaveLost() {
    return false;
  }

  @Override
  default void close() {}
}
