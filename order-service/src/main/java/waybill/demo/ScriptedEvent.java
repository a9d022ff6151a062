package waybill.demo;

import static waybill.order.ActorKind.COURIER;
import static waybill.order.ActorKind.STAFF;
import static waybill.order.ActorKind.SYSTEM;

import java.util.Locale;
import java.util.Optional;
import waybill.order.ActorKind;
import waybill.order.Order;
import waybill.order.ShipmentId;

/**
 * One word of a script: what happens, and to which parcel.
 *
 * @param parcel empty: the newest one
 */
record ScriptedEvent(Kind kind, Optional<ShipmentId> parcel) {

  /** What can happen in a script; written there in lower case with dashes. */
  enum Kind {
    CONFIRM(SYSTEM),
    HOLD(STAFF),
    RELEASE(STAFF),
    CANCEL(STAFF),
    /** One piece of the last line. */
    CANCEL_PIECE(STAFF),
    /** Everything that is in no parcel. */
    CANCEL_REST(STAFF),
    /** A later ETA, with a reason. */
    DELAY(SYSTEM),
    NOTE(STAFF),
    /** Everything that is in no parcel yet. */
    PACK(STAFF),
    /** The first line alone, so that a second parcel follows. */
    PACK_FIRST(STAFF),
    PICK_UP(COURIER),
    HUB(COURIER),
    DEPOT(COURIER),
    OUT(COURIER),
    FAIL(COURIER),
    PICKUP_POINT(COURIER),
    DELIVER(COURIER),
    PROBLEM(COURIER),
    LOSE(COURIER),
    TURN_BACK(COURIER),
    RETURNED(COURIER),
    /** Something is wrong with a delivered parcel. */
    COMPLAIN(STAFF);

    private final ActorKind actor;

    Kind(ActorKind actor) {
      this.actor = actor;
    }

    ActorKind actor() {
      return actor;
    }
  }

  /** Reads a word such as {@code pack}, {@code deliver} or, for parcel S2, {@code deliver:2}. */
  static ScriptedEvent parse(String word) {
    var parts = word.split(":", 2);
    return new ScriptedEvent(
        Kind.valueOf(parts[0].toUpperCase(Locale.ROOT).replace('-', '_')),
        parts.length == 1 ? Optional.empty() : ShipmentId.parse("S" + parts[1]));
  }

  /** The parcel meant; an order that does not have it refuses the event. */
  ShipmentId parcelOf(Order order) {
    return parcel.orElseGet(() -> new ShipmentId(Math.max(1, order.shipments().size())));
  }
}
