package waybill.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import waybill.demo.ScriptedEvent.Kind;
import waybill.order.EventType;
import waybill.order.Order;
import waybill.order.Shipment;
import waybill.order.ShipmentId;

/** What happens to simulated orders: scripts, and the next event where no script fits. */
final class EventScript {
  /** One script a line; a script that is chosen more often is listed twice. */
  static final List<List<ScriptedEvent>> FROM_PLACED =
      scripts(
          """
          confirm pack pick-up hub depot out deliver
          confirm pack note pick-up hub depot out deliver
          confirm pack pick-up hub delay depot out deliver
          confirm hold note release pack pick-up hub depot out deliver
          confirm pack pick-up hub problem delay hub depot out deliver
          confirm pack pick-up hub depot out fail out deliver
          confirm pack pick-up hub depot out fail pickup-point deliver
          confirm pack pick-up hub depot pickup-point deliver
          confirm pack-first pick-up hub:1 pack pick-up depot:1 hub:2 out:1 deliver:1 depot:2 out:2 deliver:2
          confirm pack-first pack pick-up:1 pick-up:2 hub:1 hold hub:2 out:2 release deliver:2 out:1 deliver:1
          confirm pack pick-up hub problem lose note pack pick-up hub depot out deliver
          confirm cancel-piece pack pick-up hub depot out deliver
          confirm pack pick-up hub depot out fail turn-back returned cancel-rest
          confirm cancel
          """);

  /** What follows when a customer complains about a delivered order. */
  static final List<List<ScriptedEvent>> FROM_DELIVERED =
      scripts(
          """
          complain deliver
          complain note out deliver
          complain turn-back returned pack pick-up hub depot out deliver
          """);

  private EventScript() {}

  /**
   * The next event on the way to the customer that the order allows, for an order without a fitting
   * script, for example after a visitor has changed it. Empty if nothing is left to do.
   */
  static Optional<ScriptedEvent> next(Order order) {
    return first(order.allowed(), Optional.empty(), Kind.RELEASE, Kind.CONFIRM)
        .or(() ->
            order.shipments().stream().flatMap(parcel -> move(order, parcel).stream()).findFirst())
        // articles that came back or are lost are sent again, or cancelled after too many parcels
        .or(() -> first(order.allowed(), Optional.empty(), Kind.PACK, Kind.CANCEL_REST));
  }

  private static Optional<ScriptedEvent> move(Order order, Shipment parcel) {
    var id = Optional.of(parcel.id());
    return first(order.allowed(parcel), id, Kind.PICK_UP, Kind.OUT, Kind.DELIVER, Kind.RETURNED);
  }

  private static Optional<ScriptedEvent> first(
      Set<EventType> allowed, Optional<ShipmentId> parcel, Kind... kinds) {
    return Arrays.stream(kinds)
        .filter(kind -> allowed.contains(kind.type))
        .findFirst()
        .map(kind -> new ScriptedEvent(kind, parcel));
  }

  private static List<List<ScriptedEvent>> scripts(String text) {
    return text.lines()
        .map(line -> Arrays.stream(line.split(" ", -1)).map(ScriptedEvent::parse).toList())
        .toList();
  }
}
