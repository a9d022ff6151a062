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
import waybill.order.Change;
import waybill.order.EventType;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.OrderStatus;
import waybill.store.Orders;

/**
 * Lets the demo's orders happen: one event every two to three seconds, for one customer after the
 * other, most along a script of {@link Journeys}. What no script fits goes on by {@link Next}.
 *
 * <p>It is bounded for ever: a customer gets no new order from it beyond 40 in all. Then delivered
 * orders come back by complaints, each until it has had 45 events. When that is used up too, after
 * some hours, the simulator rests and says so in the log. So no page shows many more than these,
 * and the database stays at some megabytes.
 */
final class Simulator implements AutoCloseable {
  static final Bounds BOUNDS = new Bounds(40, 45);

  /** A customer has this many orders under way, and one more or less at times. */
  private static final int FEWEST_ACTIVE = 3;

  private static final int MOST_ACTIVE = 5;

  /** Three customers take turns, so each sees something within ten seconds. */
  private static final long SHORTEST_PAUSE = 2000;

  private static final long LONGEST_PAUSE = 3200;

  private static final Duration LONGEST_STEP = Duration.ofSeconds(40);
  private static final Logger LOG = System.getLogger(Simulator.class.getName());

  private final Clerk clerk;
  private final Orders orders;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Bounds bounds;
  private final Map<OrderId, Queue<Step>> scripts = new HashMap<>();
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
      Clerk clerk, Orders orders, InstantSource clock, RandomGenerator random, Bounds bounds) {
    this.bounds = bounds;
    this.clerk = clerk;
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
          random.nextLong(SHORTEST_PAUSE, LONGEST_PAUSE), TimeUnit.MILLISECONDS)) {
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
    var person = Person.ALL.get(turns++ % Person.ALL.size());
    boolean happened = turn(person);
    idleTurns = happened ? 0 : idleTurns + 1;
    if (idleTurns == 3 * Person.ALL.size()) {
      LOG.log(Level.INFO, "the demo's orders are used up and rest; ./run --fresh begins anew");
    }
    return happened;
  }

  private boolean turn(Person person) {
    var known = orders.snapshot(person.id()).map(Orders.Snapshot::orders).orElse(List.of());
    var active = new ArrayList<>(known.stream().filter(Simulator::isActive).toList());
    boolean wanted =
        active.size() < FEWEST_ACTIVE || (active.size() < MOST_ACTIVE && random.nextInt(8) == 0);
    if (wanted && begin(person, known)) {
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

  private boolean begin(Person person, List<Order> known) {
    return known.size() < bounds.orders() ? place(person) : complain(known);
  }

  private boolean place(Person person) {
    var now = clock.instant();
    var route = random.nextInt(4) == 0 ? Some.of(Route.ALL, random) : person.home();
    var eta = Scene.window(now, Duration.ofMinutes(random.nextInt(30, 300)));
    var placed =
        new Change.Placed(
            person.id(), route.destination(), Shop.anyBasket(random), Optional.of(eta));
    var order = clerk.place(placed, now);
    order.ifPresent(o -> follow(o, Journeys.any(Journeys.FROM_PLACED, random)));
    return order.isPresent();
  }

  private boolean complain(List<Order> known) {
    var content = known.stream().filter(this::mayComplain).toList();
    if (content.isEmpty()) {
      return false;
    }
    var order = Some.of(content, random);
    follow(order, Journeys.any(Journeys.FROM_DELIVERED, random));
    return advance(order);
  }

  private boolean mayComplain(Order order) {
    return order.status() == OrderStatus.COMPLETED
        && order.version() < bounds.events()
        && !ParkedOrder.is(order)
        && order.allowed(order.shipments().getLast()).contains(EventType.SHIPMENT_EXCEPTION);
  }

  private void follow(Order order, List<Step> script) {
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
    return Next.of(order).filter(step -> take(step, order)).isPresent();
  }

  private boolean take(Step step, Order order) {
    boolean taken = clerk.append(step, order, clock.instant()).isPresent();
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
      thread.join(LONGEST_STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
