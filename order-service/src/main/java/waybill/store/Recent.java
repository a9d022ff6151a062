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
 * where another node wrote meanwhile: the log's keys refuse what is decided on something old, and
 * what is refused for any other reason is decided again on what the database says. Used by the
 * writing thread only.
 */
final class Recent {
  /** An order is some kilobytes in memory: a few dozen megabytes in all. */
  static final int MOST = 16_384;

  private final Map<OrderId, Known> orders = new Newest<>();
  private final Map<CustomerId, Long> heads = new Newest<>();

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
    var head = known == null ? null : heads.get(known.order().customer());
    return known == null || head == null
        ? Optional.empty()
        : Optional.of(new Current(known.order(), known.number(), head));
  }

  /** An order after a change, and the number of the event that told of it. */
  void keep(Order order, long number, long head) {
    orders.put(order.id(), new Known(order, number));
    heads.put(order.customer(), head);
  }

  /** Only the number: of an order that is not known here. */
  void keep(CustomerId customer, long head) {
    heads.put(customer, head);
  }

  /** A transaction was rolled back: nobody knows which of these were its. */
  void forget() {
    orders.clear();
    heads.clear();
  }
}
