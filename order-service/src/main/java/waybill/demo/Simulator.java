package waybill.demo;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.random.RandomGenerator;
import waybill.log.OrderStore;
import waybill.order.EventType;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.OrderStatus;

/**
 * Moves the demo's orders along scripts of {@link EventScript}: each turn makes one event for the
 * next customer. An order without a fitting script continues with {@link EventScript#next}.
 *
 * <p>It is bounded: it places no new order for a customer who has 40. Then it files complaints
 * about delivered orders until each order has 45 events. After some hours nothing is left to do,
 * and it logs that. So no page shows many more orders, and the database stays at some megabytes.
 */
final class Simulator {
  static final Bounds BOUNDS = new Bounds(40, 45);

  /** A customer has between these numbers of active orders, or one less for a moment. */
  private static final int MIN_ACTIVE = 3;

  private static final int MAX_ACTIVE = 5;

  private static final Logger LOG = System.getLogger(Simulator.class.getName());

  private final DemoCommands commands;
  private final OrderStore orders;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Bounds bounds;
  private final Map<OrderId, Queue<ScriptedEvent>> scripts = new HashMap<>();
  private int turns;
  private int idleTurns;
  private int refusals;

  /** A customer with so many orders gets no new one; an order with so many events no complaint. */
  record Bounds(int orders, int events) {}

  Simulator(DemoCommands commands, OrderStore orders, InstantSource clock, Bounds bounds) {
    this.commands = commands;
    this.orders = orders;
    this.clock = clock;
    this.random = commands.random();
    this.bounds = bounds;
  }

  /** Makes one event for the next customer; false if no event is possible. */
  boolean turn() {
    boolean happened = turn(DemoCustomer.ALL.get(turns++ % DemoCustomer.ALL.size()));
    idleTurns = happened ? 0 : idleTurns + 1;
    if (idleTurns == 3 * DemoCustomer.ALL.size()) {
      LOG.log(Level.INFO, "the demo's orders are used up and rest; ./run --fresh begins anew");
    }
    return happened;
  }

  private boolean turn(DemoCustomer customer) {
    var known = orders.newest(customer.id(), 2 * bounds.orders());
    var active = new ArrayList<>(known.stream().filter(Simulator::isActive).toList());
    boolean wanted =
        active.size() < MIN_ACTIVE || (active.size() < MAX_ACTIVE && random.nextInt(8) == 0);
    if (wanted && (known.size() < bounds.orders() ? place(customer) : complain(known))) {
      return true;
    }
    Collections.shuffle(active, random);
    return active.stream().anyMatch(this::advance);
  }

  static boolean isActive(Order order) {
    return switch (order.status()) {
      case PLACED, CONFIRMED, IN_FULFILMENT, ON_HOLD -> !DemoOrders.isParked(order);
      case CANCELLED, COMPLETED, RETURNED -> false;
    };
  }

  private boolean place(DemoCustomer customer) {
    var now = clock.instant();
    var route = random.nextInt(4) == 0 ? EventDetails.any(Route.ALL, random) : customer.home();
    var destination = route.destination();
    var eta = EventDetails.window(now, Duration.ofMinutes(random.nextInt(30, 300)), destination);
    var order = commands.place(customer, destination, Catalogue.anyBasket(random), eta, now);
    order.ifPresent(o -> follow(o, EventDetails.any(EventScript.FROM_PLACED, random)));
    return order.isPresent();
  }

  private boolean complain(List<Order> known) {
    var delivered = known.stream().filter(this::mayComplain).toList();
    if (delivered.isEmpty()) {
      return false;
    }
    var order = EventDetails.any(delivered, random);
    follow(order, EventDetails.any(EventScript.FROM_DELIVERED, random));
    return advance(order);
  }

  private boolean mayComplain(Order order) {
    return order.status() == OrderStatus.COMPLETED
        && order.version() < bounds.events()
        && !DemoOrders.isParked(order)
        && order.allowed(order.shipments().getLast()).contains(EventType.SHIPMENT_EXCEPTION);
  }

  private void follow(Order order, List<ScriptedEvent> script) {
    scripts.put(order.id(), new ArrayDeque<>(script));
  }

  /** Takes the next event of the script; if it is refused or missing, the next possible event. */
  private boolean advance(Order order) {
    var event = scripts.getOrDefault(order.id(), new ArrayDeque<>()).poll();
    if (event != null && append(event, order)) {
      return true;
    }
    scripts.remove(order.id());
    return EventScript.next(order).filter(next -> append(next, order)).isPresent();
  }

  private boolean append(ScriptedEvent event, Order order) {
    boolean accepted = commands.append(event, order, clock.instant()).isPresent();
    refusals += accepted ? 0 : 1;
    return accepted;
  }

  /** The number of refused events, for tests. */
  int refusals() {
    return refusals;
  }
}
