package waybill.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * All that a bus may do by contract: of ten messages it loses two, keeps three for later, doubles
 * two, and delivers what it kept in any order.
 */
final class FaultyBus implements EventBus {
  private final RandomGenerator random;
  private final List<Consumer<Message>> listeners = new CopyOnWriteArrayList<>();
  private final List<Message> kept = new ArrayList<>();

  FaultyBus(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public void subscribe(Consumer<Message> listener) {
    listeners.add(listener);
  }

  @Override
  public synchronized void publish(Message message) {
    switch (random.nextInt(10)) {
      case 0, 1 -> {}
      case 2, 3, 4 -> kept.add(message);
      case 5 -> {
        deliver(message);
        deliver(message);
      }
      case 6 -> {
        deliver(message);
        kept.add(message);
      }
      default -> deliver(message);
    }
    while (!kept.isEmpty() && random.nextInt(3) == 0) {
      deliver(kept.remove(random.nextInt(kept.size())));
    }
  }

  private void deliver(Message message) {
    listeners.forEach(listener -> listener.accept(message));
  }
}
