package waybill.bus;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import waybill.order.LoggedEvent;

/** The bus of a single node: the committing thread calls the listeners, in commit order. */
public final class InProcessBus implements EventBus {
  private final List<Consumer<LoggedEvent>> listeners = new CopyOnWriteArrayList<>();

  @Override
  public void publish(LoggedEvent event) {
    for (var listener : listeners) {
      listener.accept(event);
    }
  }

  @Override
  public void subscribe(Consumer<LoggedEvent> listener) {
    listeners.add(listener);
  }
}
