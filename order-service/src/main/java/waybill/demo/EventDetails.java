package waybill.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private static final Set<Integer> DELIVERY_HOURS = Set.of(9, 10, 11, 12, 13, 14, 15, 16, 17, 18);

  private static final List<String> CARRIERS = List.of("Otterline", "Mosswing Parcel");

  private static final List<Problem> PROBLEMS =
      List.of(
          new Problem("The road over the pass is closed by snow.", Party.WEATHER),
          new Problem("The label could not be read; it is printed again.", Party.CARRIER),
          new Problem("Customs asks for an invoice.", Party.CUSTOMS));

  private static final List<Problem> COMPLAINTS =
      List.of(
          new Problem("It arrived damaged.", Party.CARRIER),
          new Problem("Something else was in the box.", Party.RETAILER));

  private static final List<String> FAILURES =
      List.of("Nobody was at home.", "The door bell did not work.");
  private static final List<String> DELAYS =
      List.of("The ferry is late.", "A storm slows the vans.");
  private static final List<String> HOLDS =
      List.of("The address is being checked.", "We wait for the payment.");
  private static final List<String> NOTES =
      List.of("Packed without plastic, as you asked.", "The courier rings twice.");

  private final RandomGenerator random;

  EventDetails(RandomGenerator random) {
    this.random = random;
  }

  private record Problem(String reason, Party party) {}

  /** The change; whether it is possible now, the order decides. */
  Change change(ScriptedEvent event, Order order, Instant now) {
    var parcel = event.parcelOf(order);
    var route = Route.of(order);
    return switch (event.kind()) {
      case CONFIRM -> new Change.Confirmed();
      case HOLD -> new Change.Held(any(HOLDS, random));
      case RELEASE -> new Change.Released();
      case CANCEL -> new Change.Cancelled("The customer has changed their mind.");
      case CANCEL_PIECE ->
          new Change.LinesCancelled(List.of(new Quantity(order.lines().size(), 1)), "Sold out.");
      case CANCEL_REST -> new Change.LinesCancelled(open(order), "It came back.");
      case DELAY -> new Change.EtaChanged(later(order, now), Optional.of(any(DELAYS, random)));
      case NOTE -> new Change.NoteAdded(any(NOTES, random));
      case PACK -> packed(open(order));
      case PACK_FIRST -> packed(open(order).stream().limit(1).toList());
      case PICK_UP ->
          new Change.PickedUp(
              parcel, Optional.empty(), Optional.empty(), Optional.of(Route.WAREHOUSE));
      case HUB -> moved(parcel, ShipmentStatus.IN_TRANSIT, route.hub());
      case DEPOT -> moved(parcel, ShipmentStatus.IN_TRANSIT, route.depot());
      case OUT -> moved(parcel, ShipmentStatus.OUT_FOR_DELIVERY, route.depot());
      case FAIL -> new Change.AttemptFailed(parcel, any(FAILURES, random));
      case PICKUP_POINT ->
          moved(parcel, ShipmentStatus.READY_FOR_PICKUP, "Corner shop, " + route.city());
      case DELIVER -> moved(parcel, ShipmentStatus.DELIVERED, route.city());
      case PROBLEM -> excepted(parcel, any(PROBLEMS, random));
      case LOSE -> moved(parcel, ShipmentStatus.LOST, route.hub());
      case TURN_BACK -> moved(parcel, ShipmentStatus.RETURNING, route.depot());
      case RETURNED -> moved(parcel, ShipmentStatus.RETURNED_TO_SENDER, Route.WAREHOUSE);
      case COMPLAIN -> excepted(parcel, any(COMPLAINTS, random));
    };
  }

  static <T> T any(List<T> choices, RandomGenerator random) {
    return choices.get(random.nextInt(choices.size()));
  }

  /**
   * A window of two hours that begins on the hour, near {@code ahead} of now (not before, if that
   * is in the future), when parcels are delivered at the destination.
   */
  static Eta window(Instant now, Duration ahead, Destination destination) {
    var hours = Duration.ofHours(ahead.isNegative() ? -1 : 1);
    var from = now.plus(ahead).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    while (!DELIVERY_HOURS.contains(from.atZone(destination.timeZone()).getHour())) {
      from = from.plus(hours);
    }
    return new Eta(from, from.plus(2, ChronoUnit.HOURS), false);
  }

  private static Eta later(Order order, Instant now) {
    var promised = order.eta().map(Eta::until).filter(now::isBefore).orElse(now);
    var window = window(promised, Duration.ofHours(1), order.destination());
    return new Eta(window.from(), window.until(), true);
  }

  private Change packed(List<Quantity> lines) {
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

  private static Change excepted(ShipmentId parcel, Problem problem) {
    return new Change.Excepted(parcel, problem.reason(), problem.party());
  }
}
