package waybill.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.Eta;
import waybill.order.Line;
import waybill.order.Order;
import waybill.order.Party;
import waybill.order.Quantity;
import waybill.order.ShipmentId;
import waybill.order.ShipmentStatus;

/** Makes a step of a script into something that could have happened: places, reasons, numbers. */
final class Scene {
  private static final List<String> CARRIERS =
      List.of("Otterline", "Mosswing Parcel", "Finch & Ferry");

  private static final List<Mishap> MISHAPS =
      List.of(
          new Mishap("The road over the pass is closed by snow.", Party.WEATHER),
          new Mishap("The label could not be read; it is printed again.", Party.CARRIER),
          new Mishap("Customs asks for an invoice.", Party.CUSTOMS),
          new Mishap("The parcel was loaded onto the wrong van.", Party.CARRIER));

  private static final List<Mishap> COMPLAINTS =
      List.of(
          new Mishap("It was left with a neighbour who is away.", Party.CARRIER),
          new Mishap("It arrived damaged.", Party.CARRIER),
          new Mishap("Something else was in the box.", Party.RETAILER));

  private static final List<String> FAILURES =
      List.of("Nobody was at home.", "The door bell did not work.", "The street was closed.");

  private static final List<String> DELAYS =
      List.of("The ferry is late.", "More parcels than usual.", "A storm slows the vans.");

  private static final List<String> HOLDS =
      List.of("The address is being checked.", "We wait for the payment.");

  private static final List<String> NOTES =
      List.of(
          "Packed without plastic, as you asked.",
          "The courier rings twice.",
          "We have asked the carrier and will tell you more today.");

  private final RandomGenerator random;

  Scene(RandomGenerator random) {
    this.random = random;
  }

  private record Mishap(String reason, Party party) {}

  /** What the step is for this order; whether it is possible now, the order decides. */
  Change change(Step step, Order order, Instant now) {
    var parcel = step.parcelOf(order);
    var route = Route.of(order);
    return switch (step.act()) {
      case CONFIRM -> new Change.Confirmed();
      case HOLD -> new Change.Held(Some.of(HOLDS, random));
      case RELEASE -> new Change.Released();
      case CANCEL -> new Change.Cancelled("The customer has changed their mind.");
      case CANCEL_PIECE -> new Change.LinesCancelled(lastPiece(order), "Sold out.");
      case CANCEL_REST -> new Change.LinesCancelled(open(order), "It came back.");
      case DELAY -> new Change.EtaChanged(later(order, now), Optional.of(Some.of(DELAYS, random)));
      case NOTE -> new Change.NoteAdded(Some.of(NOTES, random));
      case PACK -> packed(open(order));
      case PACK_FIRST -> packed(open(order).stream().limit(1).toList());
      case PICK_UP ->
          new Change.PickedUp(
              parcel, Optional.empty(), Optional.empty(), Optional.of(Route.WAREHOUSE));
      case HUB -> moved(parcel, ShipmentStatus.IN_TRANSIT, route.hub());
      case DEPOT -> moved(parcel, ShipmentStatus.IN_TRANSIT, route.depot());
      case OUT -> moved(parcel, ShipmentStatus.OUT_FOR_DELIVERY, route.depot());
      case FAIL -> new Change.AttemptFailed(parcel, Some.of(FAILURES, random));
      case PICKUP_POINT ->
          moved(parcel, ShipmentStatus.READY_FOR_PICKUP, "Corner shop, " + route.city());
      case DELIVER -> moved(parcel, ShipmentStatus.DELIVERED, route.city());
      case PROBLEM -> excepted(parcel, Some.of(MISHAPS, random));
      case LOSE -> moved(parcel, ShipmentStatus.LOST, route.hub());
      case TURN_BACK -> moved(parcel, ShipmentStatus.RETURNING, route.depot());
      case RETURNED -> moved(parcel, ShipmentStatus.RETURNED_TO_SENDER, Route.WAREHOUSE);
      case COMPLAIN -> excepted(parcel, Some.of(COMPLAINTS, random));
    };
  }

  /** Who does that. */
  static ActorKind actor(Act act) {
    return switch (act) {
      case CONFIRM, DELAY -> ActorKind.SYSTEM;
      case HOLD, RELEASE, CANCEL, CANCEL_PIECE, CANCEL_REST, NOTE, PACK, PACK_FIRST, COMPLAIN ->
          ActorKind.STAFF;
      case PICK_UP,
          HUB,
          DEPOT,
          OUT,
          FAIL,
          PICKUP_POINT,
          DELIVER,
          PROBLEM,
          LOSE,
          TURN_BACK,
          RETURNED ->
          ActorKind.COURIER;
    };
  }

  /** A window of two hours that begins at least {@code ahead} of now, on the hour. */
  static Eta window(Instant now, Duration ahead) {
    var from = now.plus(ahead).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    return new Eta(from, from.plus(2, ChronoUnit.HOURS), false);
  }

  private static Eta later(Order order, Instant now) {
    var promised = order.eta().map(Eta::until).filter(now::isBefore).orElse(now);
    var window = window(promised, Duration.ofHours(1));
    return new Eta(window.from(), window.until(), true);
  }

  private Change packed(List<Quantity> lines) {
    var number = "T%010d".formatted(random.nextLong(10_000_000_000L));
    return new Change.Packed(lines, Optional.of(Some.of(CARRIERS, random)), Optional.of(number));
  }

  private static List<Quantity> open(Order order) {
    return order.lines().stream()
        .map(Line::line)
        .filter(line -> order.open(line) > 0)
        .map(line -> new Quantity(line, order.open(line)))
        .toList();
  }

  private static List<Quantity> lastPiece(Order order) {
    return List.of(new Quantity(order.lines().size(), 1));
  }

  private static Change moved(ShipmentId parcel, ShipmentStatus to, String location) {
    return new Change.Moved(parcel, to, Optional.of(location), Optional.empty());
  }

  private static Change excepted(ShipmentId parcel, Mishap mishap) {
    return new Change.Excepted(parcel, mishap.reason(), mishap.party());
  }
}
