package waybill.demo;

import static waybill.order.ActorKind.COURIER;
import static waybill.order.ActorKind.STAFF;
import static waybill.order.ActorKind.SYSTEM;

import java.util.Locale;
import java.util.Optional;
import waybill.order.ActorKind;
import waybill.order.EventType;
import waybill.order.Order;
import waybill.order.ShipmentId;

/**
 * One word of a script: what happens, and to which parcel.
 *
 * @param parcel empty: the newest one
 */
record ScriptedEvent(Kind kind, Optional<ShipmentId> parcel) {
  /** The kinds of events; a script writes them in lower case with dashes. */
  enum Kind {
    CONFIRM(SYSTEM, EventType.ORDER_CONFIRMED),
    HOLD(STAFF, EventType.ORDER_HELD),
    RELEASE(STAFF, EventType.ORDER_RELEASED),
    CANCEL(STAFF, EventType.ORDER_CANCELLED),
    CANCEL_PIECE(STAFF, EventType.ORDER_LINES_CANCELLED),
    CANCEL_REST(STAFF, EventType.ORDER_LINES_CANCELLED),
    DELAY(SYSTEM, EventType.ORDER_ETA_CHANGED),
    NOTE(STAFF, EventType.ORDER_NOTE_ADDED),
    PACK(STAFF, EventType.SHIPMENT_PACKED),
    PACK_FIRST(STAFF, EventType.SHIPMENT_PACKED),
    PICK_UP(COURIER, EventType.SHIPMENT_PICKED_UP),
    HUB(COURIER, EventType.SHIPMENT_IN_TRANSIT),
    DEPOT(COURIER, EventType.SHIPMENT_IN_TRANSIT),
    OUT(COURIER, EventType.SHIPMENT_OUT_FOR_DELIVERY),
    FAIL(COURIER, EventType.SHIPMENT_ATTEMPT_FAILED),
    PICKUP_POINT(COURIER, EventType.SHIPMENT_READY_FOR_PICKUP),
    DELIVER(COURIER, EventType.SHIPMENT_DELIVERED),
    PROBLEM(COURIER, EventType.SHIPMENT_EXCEPTION),
    LOSE(COURIER, EventType.SHIPMENT_LOST),
    TURN_BACK(COURIER, EventType.SHIPMENT_RETURNING),
    RETURNED(COURIER, EventType.SHIPMENT_RETURNED_TO_SENDER),
    COMPLAIN(STAFF, EventType.SHIPMENT_EXCEPTION);

    final ActorKind actor;
    final EventType type;

    Kind(ActorKind actor, EventType type) {
      this.actor = actor;
      this.type = type;
    }
  }

  /** Reads a word such as {@code pack}, {@code deliver} or, for parcel S2, {@code deliver:2}. */
  static ScriptedEvent parse(String word) {
    var parts = word.split(":", 2);
    return new ScriptedEvent(
        Kind.valueOf(parts[0].toUpperCase(Locale.ROOT).replace('-', '_')),
        parts.length == 1 ? Optional.empty() : ShipmentId.parse("S" + parts[1]));
  }

  /** The parcel of the event; an order without this parcel refuses the event. */
  ShipmentId parcelOf(Order order) {
    return parcel.orElseGet(() -> new ShipmentId(Math.max(1, order.shipments().size())));
  }
}
