package waybill.stream;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import waybill.order.LoggedEvent;
import waybill.store.EventLog;

/**
 * Brings each event into the mailboxes of all open streams it concerns. The frame is made once for
 * each kind of stream and shared. Safe for use by many threads; delivering never blocks.
 */
public final class Hub {
  private final EventLog log;
  private final Map<Topic, Set<Mailbox>> mailboxes = new ConcurrentHashMap<>();

  public Hub(EventLog log) {
    this.log = log;
  }

  /** A mailbox under a topic until it is closed. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  Subscription subscribe(Topic topic, Mailbox mailbox) {
    mailboxes.compute(
        topic,
        (_, subscribed) -> {
          var set = subscribed == null ? ConcurrentHashMap.<Mailbox>newKeySet() : subscribed;
          set.add(mailbox);
          return set;
        });
    return () ->
        mailboxes.computeIfPresent(
            topic,
            (_, subscribed) -> {
              subscribed.remove(mailbox);
              return subscribed.isEmpty() ? null : subscribed;
            });
  }

  /** Called by the bus, once for each event it hears of. */
  public void deliver(LoggedEvent event) {
    var customer = new Sequence.OfCustomer(log, event.customer());
    deliver(customer.topic(), () -> customer.mail(event));
    var order = new Sequence.OfOrder(log, event.order());
    deliver(order.topic(), () -> order.mail(event));
    deliver(new Topic.Everything(), () -> new Mail(0, Frames.uncounted(event)));
  }

  private void deliver(Topic topic, Supplier<Mail> mail) {
    var subscribed = mailboxes.get(topic);
    if (subscribed == null) {
      return;
    }
    var shared = mail.get();
    for (var mailbox : subscribed) {
      mailbox.put(shared);
    }
  }

  /** How many topics somebody listens to. */
  int topics() {
    return mailboxes.size();
  }
}
