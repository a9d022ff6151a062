package waybill.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import waybill.log.Customers;
import waybill.log.OrderStore;
import waybill.order.Order;

/**
 * The orders that the demo starts with: three customers, orders in all kinds of states. They are
 * made with the usual commands in the order of their times, so the log shows how each order reached
 * its state.
 */
record DemoOrders(DemoCommands commands, Customers customers) {
  /** The one order with this article is left for the visitor to move, also after a restart. */
  static final String PARKED_SKU = "GLOBE-30";

  private static final int MAX_SEARCHED = 1_000;

  /**
   * One order a line: customer; articles; when its delivery window begins, from the start of the
   * demo (before it if negative); then what happened how long before an afternoon.
   */
  private static final String ORDERS =
      """
      ada;   1 GLOBE-30 1 BOOK-7;   2h;   50h place 49h confirm 44h pack 40h pick-up 21h hub 3h depot
      ada;   2 LAMP-2 1 CABLE-3;    1h;   46h place 45h confirm 30h pack 28h pick-up 12h hub 4h depot 35m out
      ada;   4 CHAIR-5 1 TENT-2;    5h;   72h place 71h confirm 60h pack-first 58h pick-up 30h hub:1 29h pack 27h pick-up 10h depot:1 4h out:1 3h deliver:1 2h hub:2
      ada;   1 KETTLE-1 2 SEED-12;  -75h; 120h place 119h confirm 110h pack 100h pick-up 84h hub 80h depot 76h out 74h deliver
      grace; 1 BOOT-42 3 WOOL-8;    4h;   55h place 54h confirm 40h pack 38h pick-up 14h hub 9h delay
      grace; 1 SAW-1 1 PEN-9;       1h;   60h place 59h confirm 50h pack 48h pick-up 20h hub 8h depot 4h out 2h fail
      grace; 6 SEED-12 2 CUP-6;     40h;  20h place 19h confirm 6h cancel-piece
      grace; 2 BOOK-7 1 PEN-9;      50h;  25m place
      linus; 1 TENT-2 2 LAMP-2;     -4h;  65h place 64h confirm 52h pack 50h pick-up 25h hub 9h depot 4h out 3h fail 2h pickup-point
      linus; 1 CUP-6 1 KETTLE-1;    26h;  8h place 7h confirm 50m pack
      linus; 2 BOOT-42 1 CABLE-3;   30h;  16h place 15h confirm 4h hold 3h note
      """;

  /** An event of the order in a line of the table; the first event is the placing. */
  private record Moment(List<String> columns, Duration ago, String event) {}

  /** Loads them into an empty database; one that has customers already stays as it is. */
  void load(Instant now) {
    if (!customers.list("", 1).isEmpty()) {
      return;
    }
    DemoCustomer.ALL.forEach(it -> commands.register(it, now.minus(Duration.ofDays(90))));
    var orders = new HashMap<List<String>, Order>();
    ORDERS
        .lines()
        .flatMap(DemoOrders::moments)
        .sorted(Comparator.comparing(Moment::ago).reversed())
        .forEach(
            moment -> orders.compute(moment.columns(), (_, order) -> make(moment, order, now)));
  }

  /** The end of the latest afternoon: what the table tells of doors must happen by day. */
  private static Instant afternoon(Instant now) {
    int hour = now.atZone(DemoCustomer.ADA.home().destination().timeZone()).getHour();
    return now.minus(Duration.ofHours(hour < 12 ? hour + 6 : Math.max(0, hour - 18)));
  }

  private static Stream<Moment> moments(String line) {
    var columns = List.of(line.split("; *", -1));
    var words = columns.get(3).split(" ", -1);
    return IntStream.range(0, words.length / 2)
        .mapToObj(i -> new Moment(columns, Duration.parse("PT" + words[2 * i]), words[2 * i + 1]));
  }

  private Order make(Moment moment, @Nullable Order order, Instant now) {
    var at = afternoon(now).minus(moment.ago());
    var made =
        order == null
            ? place(moment.columns(), now, at)
            : commands.append(ScriptedEvent.parse(moment.event()), order, at);
    return made.orElseThrow(() -> new IllegalStateException("a demo order was refused: " + moment));
  }

  private Optional<Order> place(List<String> columns, Instant now, Instant at) {
    var customer = DemoCustomer.of(columns.get(0));
    var destination = customer.home().destination();
    var eta = EventDetails.window(now, Duration.parse("PT" + columns.get(2)), destination);
    return commands.place(customer, destination, Catalogue.basket(columns.get(1)), eta, at);
  }

  static boolean isParked(Order order) {
    return order.lines().stream().anyMatch(line -> line.sku().equals(PARKED_SKU));
  }

  static Optional<Order> parked(OrderStore orders) {
    return orders.newest(DemoCustomer.ADA.id(), MAX_SEARCHED).stream()
        .filter(DemoOrders::isParked)
        .findFirst();
  }
}
