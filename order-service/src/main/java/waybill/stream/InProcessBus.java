package waybill.stream;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The bus of a single node: the committing thread calls the subscribers, in commit order. */
public final class InProcessBus implements EventBus {
  private static final Logger LOG = System.getLogger(InProcessBus.class.getName());

  private final List<Consumer<Message>> subscribers = new CopyOnWriteArrayList<>();

  @Override
  public void publish(Message message) {
    for (var subscriber : subscribers) {
      try {
        subscriber.accept(message);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "a subscriber failed; its streams will find the event in the log", e);
      }
    }
  }

  @Override
  public void subscribe(Consumer<Message> subscriber) {
    subscribers.add(subscriber);
  }
}
