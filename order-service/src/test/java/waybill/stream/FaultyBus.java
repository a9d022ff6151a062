package waybill.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * All that a bus may do by contract: of ten messages it loses two, keeps three for later, doubles
 * two, and delivers what it kept in any order or never. It counts its faults.
 */
final class FaultyBus implements EventBus {
  private final RandomGenerator random;
  private final List<Consumer<Message>> listeners = new CopyOnWriteArrayList<>();
  private final List<Message> kept = new ArrayList<>();
  private final Map<Topic, Long> lastDelivered = new HashMap<>();
  private int lost;
  private int doubled;
  private int late;

  FaultyBus(RandomGenerator random) {
    this.random = random;
  }

  /** How often it lost a message, delivered one twice, and delivered one after a later one. */
  record Faults(int lost, int doubled, int late) {
    boolean ofEveryKind() {
      return lost > 0 && doubled > 0 && late > 0;
    }
  }

  synchronized Faults faults() {
    return new Faults(lost, doubled, late);
  }

  @Override
  public void subscribe(Consumer<Message> listener) {
    listeners.add(listener);
  }

  @Override
  public synchronized void publish(Message message) {
    switch (random.nextInt(10)) {
      case 0, 1 -> lost++;
      case 2, 3, 4 -> kept.add(message);
      case 5 -> {
        doubled++;
        deliver(message);
        deliver(message);
      }
      case 6 -> {
        doubled++;
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
    long last = lastDelivered.getOrDefault(message.topic(), 0L);
    if (message.number() < last) {
      late++;
    } else {
      lastDelivered.put(message.topic(), message.number());
    }
    listeners.forEach(listener -> listener.accept(message));
  }
}
