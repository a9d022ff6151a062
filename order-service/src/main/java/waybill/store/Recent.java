package waybill.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import waybill.order.CustomerId;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.store.Orders.Current;

/**
 * Orders as the last changes left them, so that the next change need not read them. It may be wrong
 * where another node wrote meanwhile: the log's key and the order's version refuse what is decided
 * on something old, and what is refused for any other reason is decided again on what the database
 * says. Used by the writing thread only.
 */
final class Recent {
  /** An order is some kilobytes in memory: a few dozen megabytes in all. */
  static final int MOST = 16_384;

  private final Map<OrderId, Known> orders = new Newest<>();
  private final Map<CustomerId, EventLog.Tail> tails = new Newest<>();

  private record Known(Order order, long number) {}

  /** The one that was not asked for the longest gives way. */
  private static final class Newest<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    Newest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > MOST;
    }
  }

  Optional<Current> find(OrderId id) {
    var known = orders.get(id);
    var tail = known == null ? null : tails.get(known.order().customer());
    return known == null || tail == null
        ? Optional.empty()
        : Optional.of(new Current(known.order(), known.number(), tail));
  }

  /** An order after a change, and where its customer's last event is now. */
  void keep(Order order, long number, EventLog.Tail tail) {
    orders.put(order.id(), new Known(order, number));
    tails.put(order.customer(), tail);
  }

  /** A transaction was rolled back: nobody knows which of these were its. */
  void forget() {
    orders.clear();
    tails.clear();
  }
}
