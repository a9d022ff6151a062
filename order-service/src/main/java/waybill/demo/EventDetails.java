package waybill.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.time.temporal.ValueRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import waybill.order.Change;
import waybill.order.Destination;
import waybill.order.Eta;
import waybill.order.Line;
import waybill.order.Order;
import waybill.order.Party;
import waybill.order.Quantity;
import waybill.order.ShipmentId;
import waybill.order.ShipmentStatus;

/** Turns a scripted event into a change with plausible details: places, reasons, numbers, hours. */
final class EventDetails {
  private static final ValueRange DELIVERY_HOURS = ValueRange.of(9, 18);

  private static final List<String> CARRIERS = List.of("Otterline", "Mosswing Parcel");

  private static final List<Map.Entry<Party, String>> PROBLEMS =
      List.of(
          Map.entry(Party.WEATHER, "The road over the pass is closed by snow."),
          Map.entry(Party.CARRIER, "The label could not be read; it is printed again."),
          Map.entry(Party.CUSTOMS, "Customs asks for an invoice."));

  private EventDetails() {}

  /** The change that is reported; the order may still refuse it. */
  static Change change(ScriptedEvent event, Order order, Instant now, RandomGenerator random) {
    var parcel = event.parcelOf(order);
    var route = Route.to(order.destination());
    var city = order.destination().city();
    return switch (event.kind()) {
      case CONFIRM -> new Change.Confirmed();
      case HOLD -> new Change.Held("The address is being checked.");
      case RELEASE -> new Change.Released();
      case CANCEL -> new Change.Cancelled("The customer has changed their mind.");
      case CANCEL_PIECE ->
          new Change.LinesCancelled(List.of(new Quantity(order.lines().size(), 1)), "Sold out.");
      case CANCEL_REST -> new Change.LinesCancelled(open(order), "It came back.");
      case DELAY -> delayed(order, now);
      case NOTE -> new Change.NoteAdded("Packed without plastic, as you asked.");
      case PACK -> packed(open(order), random);
      case PACK_FIRST -> packed(open(order).stream().limit(1).toList(), random);
      case PICK_UP ->
          new Change.PickedUp(
              parcel, Optional.empty(), Optional.empty(), Optional.of(Route.WAREHOUSE));
      case HUB -> moved(parcel, ShipmentStatus.IN_TRANSIT, route.hub());
      case DEPOT -> moved(parcel, ShipmentStatus.IN_TRANSIT, route.depot());
      case OUT -> moved(parcel, ShipmentStatus.OUT_FOR_DELIVERY, route.depot());
      case FAIL -> new Change.AttemptFailed(parcel, "Nobody was at home.");
      case PICKUP_POINT -> moved(parcel, ShipmentStatus.READY_FOR_PICKUP, "Corner shop, " + city);
      case DELIVER -> moved(parcel, ShipmentStatus.DELIVERED, city);
      case PROBLEM -> {
        var problem = any(PROBLEMS, random);
        yield new Change.Excepted(parcel, problem.getValue(), problem.getKey());
      }
      case LOSE -> moved(parcel, ShipmentStatus.LOST, route.hub());
      case TURN_BACK -> moved(parcel, ShipmentStatus.RETURNING, route.depot());
      case RETURNED -> moved(parcel, ShipmentStatus.RETURNED_TO_SENDER, Route.WAREHOUSE);
      case COMPLAIN -> new Change.Excepted(parcel, "It arrived damaged.", Party.CARRIER);
    };
  }

  static <T> T any(List<T> choices, RandomGenerator random) {
    return choices.get(random.nextInt(choices.size()));
  }

  /**
   * A window of two hours during delivery hours at the destination. It begins on the first full
   * hour after {@code now + ahead}, or some hours later; earlier if {@code ahead} is negative.
   */
  static Eta window(Instant now, Duration ahead, Destination destination) {
    var from = now.plus(ahead).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    while (!DELIVERY_HOURS.isValidValue(from.atZone(destination.timeZone()).getHour())) {
      from = from.plus(ahead.isNegative() ? -1 : 1, ChronoUnit.HOURS);
    }
    return new Eta(from, from.plus(2, ChronoUnit.HOURS), false);
  }

  private static Change delayed(Order order, Instant now) {
    var promised = order.eta().map(Eta::until).filter(now::isBefore).orElse(now);
    var window = window(promised, Duration.ofHours(1), order.destination());
    var eta = new Eta(window.from(), window.until(), true);
    return new Change.EtaChanged(eta, Optional.of("A storm slows the vans."));
  }

  private static Change packed(List<Quantity> lines, RandomGenerator random) {
    var number = "T%010d".formatted(random.nextLong(10_000_000_000L));
    return new Change.Packed(lines, Optional.of(any(CARRIERS, random)), Optional.of(number));
  }

  private static List<Quantity> open(Order order) {
    return order.lines().stream()
        .map(Line::line)
        .filter(line -> order.open(line) > 0)
        .map(line -> new Quantity(line, order.open(line)))
        .toList();
  }

  private static Change moved(ShipmentId parcel, ShipmentStatus to, String location) {
    return new Change.Moved(parcel, to, Optional.of(location), Optional.empty());
  }
}
