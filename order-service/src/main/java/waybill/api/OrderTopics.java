package waybill.api;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import waybill.log.EventLog;
import waybill.order.CustomerId;
import waybill.order.LoggedEvent;
import waybill.order.OrderId;
import waybill.stream.Cursor;
import waybill.stream.Log;
import waybill.stream.Message;
import waybill.stream.Topic;

/**
 * Customers and orders as topics of streams: a customer's events are numbered by {@code seq}, an
 * order's by version.
 */
public final class OrderTopics implements Log {
  private static final String CUSTOMER = "customer:";
  private static final String ORDER = "order:";

  private final EventLog log;

  public OrderTopics(EventLog log) {
    this.log = log;
  }

  public static Topic of(CustomerId customer) {
    return new Topic(CUSTOMER + customer);
  }

  public static Topic of(OrderId order) {
    return new Topic(ORDER + order);
  }

  /** What is published for a committed event: one message for each of its topics. */
  public static List<Message> messages(LoggedEvent event) {
    var type = event.type().wireName();
    return List.of(
        new Message(of(event.customer()), event.seq(), type, event.body()),
        new Message(of(event.order()), event.version(), type, event.body()),
        new Message(Topic.ALL_CHANGES, 0, type, event.body()));
  }

  @Override
  public long head(Topic topic) {
    var order = order(topic);
    var head = order.isPresent() ? log.head(order.get()) : log.head(customer(topic));
    return head.orElse(0L);
  }

  @Override
  public List<Entry> after(Topic topic, long number, int limit) {
    var order = order(topic);
    return order.isPresent()
        ? entries(log.after(order.get(), number, limit), LoggedEvent::version)
        : entries(log.after(customer(topic), number, limit), LoggedEvent::seq);
  }

  private static Optional<OrderId> order(Topic topic) {
    var name = topic.name();
    return name.startsWith(ORDER)
        ? Optional.of(new OrderId(name.substring(ORDER.length())))
        : Optional.empty();
  }

  private static CustomerId customer(Topic topic) {
    if (!topic.name().startsWith(CUSTOMER)) {
      throw new IllegalArgumentException("there is no log of " + topic);
    }
    return new CustomerId(topic.name().substring(CUSTOMER.length()));
  }

  private static List<Entry> entries(List<LoggedEvent> events, ToLongFunction<LoggedEvent> number) {
    return events.stream()
        .map(event -> new Entry(number.applyAsLong(event), event.type().wireName(), event.body()))
        .toList();
  }

  /** Its letter is the first one of the topic's name: {@code c} or {@code o}. */
  @Override
  public Cursor cursor(Topic topic, long number) {
    return new Cursor(log.epoch(), topic.name().charAt(0), number);
  }
}
