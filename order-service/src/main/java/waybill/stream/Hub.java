package waybill.stream;

import java.util.function.Supplier;
import waybill.order.LoggedEvent;
import waybill.store.EventLog;

/**
 * Brings each event into the mailboxes of all open streams it concerns. The frame is made once for
 * each kind of stream and shared. Safe for use by many threads; delivering never blocks.
 */
public final class Hub {
  private final EventLog log;
  private final Groups<Topic, Mailbox> mailboxes = new Groups<>();

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
    mailboxes.add(topic, mailbox);
    return () -> mailboxes.remove(topic, mailbox);
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
    var subscribed = mailboxes.of(topic);
    if (subscribed.isEmpty()) {
      return;
    }
    var shared = mail.get();
    for (var mailbox : subscribed) {
      mailbox.put(shared);
    }
  }

  /** How many topics somebody listens to. */
  int topics() {
    return mailboxes.keys().size();
  }
}
