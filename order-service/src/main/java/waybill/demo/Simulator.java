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
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import waybill.log.OrderStore;
import waybill.order.Change;
import waybill.order.EventType;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.OrderStatus;

/**
 * Moves the demo's orders: one event every two to three seconds, for one customer after the other,
 * most along a script of {@link EventScript}. An order without a fitting script continues with
 * {@link EventScript#next}.
 *
 * <p>It is bounded: it places no new order for a customer who has 40. Then it files complaints
 * about delivered orders, for each until it has had 45 events. After some hours that is used up
 * too, and the simulator rests and logs that. So no page shows many more orders than these, and the
 * database stays at some megabytes.
 */
final class Simulator implements AutoCloseable {
  static final Bounds BOUNDS = new Bounds(40, 45);

  /** A customer has this many orders under way, and one more or less at times. */
  private static final int MIN_ACTIVE = 3;

  private static final int MAX_ACTIVE = 5;

  /** Three customers take turns, so each sees something within ten seconds. */
  private static final int MIN_PAUSE_MILLIS = 2000;

  private static final int MAX_PAUSE_MILLIS = 3200;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(40);
  private static final Logger LOG = System.getLogger(Simulator.class.getName());

  private final DemoCommands commands;
  private final OrderStore orders;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Bounds bounds;
  private final Map<OrderId, Queue<ScriptedEvent>> scripts = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private int turns;
  private int idleTurns;
  private int refusals;

  /**
   * @param orders of a customer, from which on none is added
   * @param events of an order, from which on nobody complains about it any more
   */
  record Bounds(int orders, int events) {}

  /** It starts with {@link #start}; everything else happens in its own thread. */
  Simulator(
      DemoCommands commands,
      OrderStore orders,
      InstantSource clock,
      RandomGenerator random,
      Bounds bounds) {
    this.bounds = bounds;
    this.commands = commands;
    this.orders = orders;
    this.clock = clock;
    this.random = random;
    this.thread = Thread.ofVirtual().name("waybill-simulator").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closing.await(
          random.nextLong(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
        tryTurn();
      }
    } catch (InterruptedException e) {
      // nobody needs it any more
    }
  }

  /** Whatever goes wrong here must not end the demo, let alone the service. */
  void tryTurn() {
    try {
      turn();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a simulated step failed, the next one is tried", e);
    }
  }

  /** One event for the next customer, if there is any that may follow. */
  boolean turn() {
    var customer = DemoCustomer.ALL.get(turns++ % DemoCustomer.ALL.size());
    boolean happened = turn(customer);
    idleTurns = happened ? 0 : idleTurns + 1;
    if (idleTurns == 3 * DemoCustomer.ALL.size()) {
      LOG.log(Level.INFO, "the demo's orders are used up and rest; ./run --fresh begins anew");
    }
    return happened;
  }

  private boolean turn(DemoCustomer customer) {
    var known = orders.snapshot(customer.id()).map(OrderStore.Snapshot::orders).orElse(List.of());
    var active = new ArrayList<>(known.stream().filter(Simulator::isActive).toList());
    boolean wanted =
        active.size() < MIN_ACTIVE || (active.size() < MAX_ACTIVE && random.nextInt(8) == 0);
    if (wanted && begin(customer, known)) {
      return true;
    }
    Collections.shuffle(active, random);
    return active.stream().anyMatch(this::advance);
  }

  static boolean isActive(Order order) {
    return switch (order.status()) {
      case PLACED, CONFIRMED, IN_FULFILMENT, ON_HOLD -> !ParkedOrder.is(order);
      case CANCELLED, COMPLETED, RETURNED -> false;
    };
  }

  private boolean begin(DemoCustomer customer, List<Order> known) {
    return known.size() < bounds.orders() ? place(customer) : complain(known);
  }

  private boolean place(DemoCustomer customer) {
    var now = clock.instant();
    var route = random.nextInt(4) == 0 ? EventDetails.any(Route.ALL, random) : customer.home();
    var eta =
        EventDetails.window(now, Duration.ofMinutes(random.nextInt(30, 300)), route.destination());
    var placed =
        new Change.Placed(
            customer.id(), route.destination(), Catalogue.anyBasket(random), Optional.of(eta));
    var order = commands.place(placed, now);
    order.ifPresent(o -> follow(o, EventDetails.any(EventScript.FROM_PLACED, random)));
    return order.isPresent();
  }

  private boolean complain(List<Order> known) {
    var content = known.stream().filter(this::mayComplain).toList();
    if (content.isEmpty()) {
      return false;
    }
    var order = EventDetails.any(content, random);
    follow(order, EventDetails.any(EventScript.FROM_DELIVERED, random));
    return advance(order);
  }

  private boolean mayComplain(Order order) {
    return order.status() == OrderStatus.COMPLETED
        && order.version() < bounds.events()
        && !ParkedOrder.is(order)
        && order.allowed(order.shipments().getLast()).contains(EventType.SHIPMENT_EXCEPTION);
  }

  private void follow(Order order, List<ScriptedEvent> script) {
    scripts.put(order.id(), new ArrayDeque<>(script));
  }

  /** By its script; where that is refused or at its end, by what is possible. */
  private boolean advance(Order order) {
    var script = scripts.getOrDefault(order.id(), new ArrayDeque<>());
    var next = Optional.ofNullable(script.poll());
    if (script.isEmpty()) {
      scripts.remove(order.id());
    }
    if (next.isPresent() && take(next.get(), order)) {
      return true;
    }
    scripts.remove(order.id());
    return EventScript.next(order).filter(event -> take(event, order)).isPresent();
  }

  private boolean take(ScriptedEvent event, Order order) {
    boolean taken = commands.append(event, order, clock.instant()).isPresent();
    refusals += taken ? 0 : 1;
    return taken;
  }

  /** How often the desk said no; for tests. */
  int refusals() {
    return refusals;
  }

  /**
   * Returns when the step that is being taken is done. It is not interrupted in it: the database
   * would be told.
   */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(CLOSE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
