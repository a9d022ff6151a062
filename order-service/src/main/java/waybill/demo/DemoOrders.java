package waybill.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import waybill.log.Customers;
import waybill.order.Change;
import waybill.order.Order;

/**
 * The orders that the demo starts with: three customers, orders in all kinds of states. They are
 * made through the commands that everybody uses, in the order of their times, so that the log tells
 * how each became what it is.
 */
final class DemoOrders {
  private static final Duration CUSTOMERS_SINCE = Duration.ofDays(90);

  /**
   * One order a line: customer; articles; when its delivery window begins, from the start of the
   * demo (before it if negative); how long ago it was placed; then what happened how long ago.
   */
  private static final String ORDERS =
      """
      ada;   1 GLOBE-30 1 BOOK-7; 2h;   50h;  49h confirm 44h pack 40h pick-up 21h hub 3h depot
      ada;   2 LAMP-2 1 CABLE-3;  1h;   46h;  45h confirm 30h pack 28h pick-up 12h hub 4h depot 35m out
      ada;   4 CHAIR-5 1 TENT-2;  5h;   72h;  71h confirm 60h pack-first 58h pick-up 30h hub:1 29h pack 27h pick-up 10h depot:1 6h out:1 5h deliver:1 2h hub:2
      ada;   1 KETTLE-1 2 SEED-12; -70h; 120h; 119h confirm 110h pack 100h pick-up 80h hub 74h depot 70h out 68h deliver
      grace; 1 BOOT-42 3 WOOL-8;  4h;   55h;  54h confirm 40h pack 38h pick-up 14h hub 9h delay
      grace; 1 SAW-1 1 PEN-9;     1h;   60h;  59h confirm 50h pack 48h pick-up 20h hub 8h depot 5h out 2h fail
      grace; 6 SEED-12 2 CUP-6;   40h;  20h;  19h confirm 6h cancel-piece
      grace; 2 BOOK-7 1 PEN-9;    50h;  25m;
      linus; 1 TENT-2 2 LAMP-2;   -4h;  65h;  64h confirm 52h pack 50h pick-up 25h hub 9h depot 6h out 5h fail 3h pickup-point
      linus; 1 CUP-6 1 KETTLE-1;  26h;  8h;   7h confirm 50m pack
      linus; 2 BOOT-42 1 CABLE-3; 30h;  16h;  15h confirm 4h hold 3h note
      """;

  /** One moment in the life of the order in that line; without an event it is the placing. */
  private record Moment(String line, Duration ago, Optional<ScriptedEvent> event) {}

  private final DemoCommands commands;
  private final Customers customers;

  DemoOrders(DemoCommands commands, Customers customers) {
    this.commands = commands;
    this.customers = customers;
  }

  /** Loads them into an empty database; one that has customers already stays as it is. */
  void load(Instant now) {
    if (!customers.list("", 1).isEmpty()) {
      return;
    }
    DemoCustomer.ALL.forEach(it -> commands.register(it, now.minus(CUSTOMERS_SINCE)));
    var orders = new HashMap<String, Order>();
    ORDERS
        .lines()
        .flatMap(line -> moments(line).stream())
        .sorted(Comparator.comparing(Moment::ago).reversed())
        .forEach(moment -> orders.compute(moment.line(), (_, order) -> make(moment, order, now)));
  }

  private static List<Moment> moments(String line) {
    var columns = line.split("; *", -1);
    var moments = new ArrayList<Moment>();
    moments.add(new Moment(line, duration(columns[3]), Optional.empty()));
    var words = columns[4].split(" ", -1);
    for (int i = 0; i + 1 < words.length; i += 2) {
      var event = Optional.of(ScriptedEvent.parse(words[i + 1]));
      moments.add(new Moment(line, duration(words[i]), event));
    }
    return moments;
  }

  private Order make(Moment moment, @Nullable Order order, Instant now) {
    var at = now.minus(moment.ago());
    var made =
        order == null || moment.event().isEmpty()
            ? commands.place(placed(moment.line(), now), at)
            : commands.append(moment.event().get(), order, at);
    return made.orElseThrow(() -> new IllegalStateException("a demo order was refused: " + moment));
  }

  private static Change.Placed placed(String line, Instant now) {
    var columns = line.split("; *", -1);
    var customer = DemoCustomer.named(columns[0]);
    var destination = customer.home().destination();
    var eta = EventDetails.window(now, duration(columns[2]), destination);
    return new Change.Placed(
        customer.id(), destination, Catalogue.basket(columns[1]), Optional.of(eta));
  }

  /** Reads {@code 3h}, {@code 20m} or {@code -4h}. */
  private static Duration duration(String word) {
    var sign = word.startsWith("-") ? "-" : "";
    return Duration.parse(sign + "PT" + word.substring(sign.length()).toUpperCase(Locale.ROOT));
  }
}
