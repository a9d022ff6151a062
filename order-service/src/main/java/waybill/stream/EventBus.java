package waybill.stream;

import java.util.function.Consumer;

/**
 * Announces each committed event to every node. A bus may lose, double, delay or reorder messages;
 * subscribers must cope, with the log as the truth. Safe for use by many threads.
 */
public interface EventBus {

  /** Called after the commit. Never blocks and never throws. */
  void publish(Message message);

  /**
   * Adds a subscriber. Subscribers are called with one message after the other and must not block;
   * an exception of one does not reach the others.
   */
  void subscribe(Consumer<Message> subscriber);
}
