package waybill.stream;

import java.util.List;
import waybill.order.Cursor;
import waybill.order.CustomerId;
import waybill.order.LoggedEvent;
import waybill.order.OrderId;
import waybill.store.EventLog;

/**
 * One gapless sequence of the log as a stream follows it: a customer's by {@code seq}, an order's
 * by version.
 */
sealed interface Sequence {

  Topic topic();

  EventLog log();

  /** The event's number in this sequence. */
  long number(LoggedEvent event);

  /** The number of the last committed event; 0 before the first. */
  long head();

  /** Committed events after a number, ascending. */
  List<LoggedEvent> eventsAfter(long number, int limit);

  default Cursor cursor(long number) {
    return new Cursor(log().epoch(), number);
  }

  default Mail mail(LoggedEvent event) {
    return new Mail(number(event), Frames.change(cursor(number(event)), event));
  }

  record OfCustomer(EventLog log, CustomerId customer) implements Sequence {
    @Override
    public Topic topic() {
      return new Topic.OfCustomer(customer);
    }

    @Override
    public long number(LoggedEvent event) {
      return event.seq();
    }

    @Override
    public long head() {
      return log.head(customer).orElse(0L);
    }

    @Override
    public List<LoggedEvent> eventsAfter(long number, int limit) {
      return log.after(customer, number, limit);
    }
  }

  record OfOrder(EventLog log, OrderId order) implements Sequence {
    @Override
    public Topic topic() {
      return new Topic.OfOrder(order);
    }

    @Override
    public long number(LoggedEvent event) {
      return event.version();
    }

    @Override
    public long head() {
      return log.head(order).orElse(0L);
    }

    @Override
    public List<LoggedEvent> eventsAfter(long number, int limit) {
      return log.after(order, number, limit);
    }
  }
}
