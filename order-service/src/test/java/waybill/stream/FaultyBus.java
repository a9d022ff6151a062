package waybill.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import waybill.bus.EventBus;
import waybill.order.LoggedEvent;
import waybill.order.OrderId;

/**
 * All that a bus may do by contract: of ten events it loses two, keeps three for later, doubles
 * two, and delivers what it kept in any order or never. It counts its faults and remembers what it
 * delivered.
 */
final class FaultyBus implements EventBus {
  private final RandomGenerator random;
  private final List<Consumer<LoggedEvent>> listeners = new CopyOnWriteArrayList<>();
  private final List<LoggedEvent> kept = new ArrayList<>();
  private final Map<OrderId, LoggedEvent> lastDelivered = new HashMap<>();
  private int lost;
  private int doubled;
  private int late;

  FaultyBus(RandomGenerator random) {
    this.random = random;
  }

  /** How often it lost an event, delivered one twice, and delivered one after a later one. */
  record Faults(int lost, int doubled, int late) {
    boolean ofEveryKind() {
      return lost > 0 && doubled > 0 && late > 0;
    }
  }

  synchronized Faults faults() {
    return new Faults(lost, doubled, late);
  }

  /** Whether it delivered this version of an order or a later one. */
  synchronized boolean hasDelivered(OrderId order, long version) {
    var last = lastDelivered.get(order);
    return last != null && last.version() >= version;
  }

  @Override
  public void subscribe(Consumer<LoggedEvent> listener) {
    listeners.add(listener);
  }

  @Override
  public synchronized void publish(LoggedEvent event) {
    switch (random.nextInt(10)) {
      case 0, 1 -> lost++;
      case 2, 3, 4 -> kept.add(event);
      case 5 -> {
        doubled++;
        deliver(event);
        deliver(event);
      }
      case 6 -> {
        doubled++;
        deliver(event);
        kept.add(event);
      }
      default -> deliver(event);
    }
    while (!kept.isEmpty() && random.nextInt(3) == 0) {
      deliver(kept.remove(random.nextInt(kept.size())));
    }
  }

  private void deliver(LoggedEvent event) {
    var last = lastDelivered.get(event.order());
    if (last != null && event.version() < last.version()) {
      late++;
    } else {
      lastDelivered.put(event.order(), event);
    }
    listeners.forEach(listener -> listener.accept(event));
  }
}
