package waybill.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import waybill.demo.ScriptedEvent.Kind;
import waybill.order.EventType;
import waybill.order.Order;
import waybill.order.Shipment;

/** What happens to simulated orders: scripts, and the next event where no script fits. */
final class EventScript {
  /** One script a line; a script that is to be chosen more often stands here twice. */
  static final List<List<ScriptedEvent>> FROM_PLACED =
      scripts(
          """
          confirm pack pick-up hub depot out deliver
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

  /** Tried from left to right, as the two lists below. */
  private static final List<Kind> BEGIN = List.of(Kind.RELEASE, Kind.CONFIRM);

  /** OUT does not follow itself, and only PICKED_UP comes before it. */
  private static final List<Kind> MOVE =
      List.of(Kind.PICK_UP, Kind.OUT, Kind.DELIVER, Kind.RETURNED);

  /** What came back or was lost is sent again; with too many parcels already, it is cancelled. */
  private static final List<Kind> FILL = List.of(Kind.PACK, Kind.CANCEL_REST);

  private EventScript() {}

  /**
   * The next event on the way to the customer, chosen only from what the order allows: for orders
   * without a script, or whose script no longer fits because a visitor changed them. Empty when
   * nothing is left to do.
   */
  static Optional<ScriptedEvent> next(Order order) {
    return first(BEGIN, order.allowed(), Optional.empty())
        .or(() -> move(order))
        .or(() -> first(FILL, order.allowed(), Optional.empty()));
  }

  private static Optional<ScriptedEvent> move(Order order) {
    return order.shipments().stream()
        .flatMap(parcel -> first(MOVE, order.allowed(parcel), Optional.of(parcel)).stream())
        .findFirst();
  }

  private static Optional<ScriptedEvent> first(
      List<Kind> kinds, Set<EventType> allowed, Optional<Shipment> parcel) {
    return kinds.stream()
        .filter(kind -> allowed.contains(kind.type()))
        .findFirst()
        .map(kind -> new ScriptedEvent(kind, parcel.map(Shipment::id)));
  }

  private static List<List<ScriptedEvent>> scripts(String text) {
    return text.lines()
        .map(line -> Arrays.stream(line.split(" ", -1)).map(ScriptedEvent::parse).toList())
        .toList();
  }
}
