package waybill.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import waybill.bus.EventBus;
import waybill.order.LoggedEvent;

/**
 * All that a bus may do by contract: of ten events it loses two, keeps three for later, doubles
 * two, and delivers what it kept in any order. Once calm it is faithful, as a bus is on a good day;
 * what it had kept still comes.
 */
final class FaultyBus implements EventBus {
  private final RandomGenerator random;
  private final List<Consumer<LoggedEvent>> listeners = new CopyOnWriteArrayList<>();
  private final List<LoggedEvent> kept = new ArrayList<>();
  private boolean calm;

  FaultyBus(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public void subscribe(Consumer<LoggedEvent> listener) {
    listeners.add(listener);
  }

  synchronized void calmDown() {
    calm = true;
  }

  @Override
  public synchronized void publish(LoggedEvent event) {
    switch (calm ? 9 : random.nextInt(10)) {
      case 0, 1 -> {}
      case 2, 3, 4 -> kept.add(event);
      case 5 -> {
        deliver(event);
        deliver(event);
      }
      case 6 -> {
        deliver(event);
        kept.add(event);
      }
      default -> deliver(event);
    }
    while (!kept.isEmpty() && (calm || random.nextInt(3) == 0)) {
      deliver(kept.remove(random.nextInt(kept.size())));
    }
  }

  private void deliver(LoggedEvent event) {
    listeners.forEach(listener -> listener.accept(event));
  }
}
