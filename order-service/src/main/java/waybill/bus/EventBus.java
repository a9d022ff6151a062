package waybill.bus;

import java.util.function.Consumer;
import waybill.order.LoggedEvent;

/**
 * Tells every node of every committed event, soon. A bus may lose, double, delay or reorder: the
 * log is the truth, and whoever listens must cope. Safe for use by many threads.
 */
public interface EventBus {

  /** Called after the commit. Never blocks and never throws. */
  void publish(LoggedEvent event);

  /** Listeners are called one event after the other and must not block. */
  void subscribe(Consumer<LoggedEvent> listener);
}
