package waybill.order;

import java.util.Arrays;
import java.util.Optional;

/** Every kind of event with its public name; a shipment's event names the status it leads to. */
public enum EventType {
  ORDER_PLACED("order.placed"),
  ORDER_CONFIRMED("order.confirmed"),
  ORDER_RELEASED("order.released"),
  ORDER_HELD("order.held"),
  ORDER_CANCELLED("order.cancelled"),
  ORDER_LINES_CANCELLED("order.lines_cancelled"),
  ORDER_ETA_CHANGED("order.eta_changed"),
  ORDER_NOTE_ADDED("order.note_added"),
  SHIPMENT_PACKED("shipment.packed", ShipmentStatus.PACKED),
  SHIPMENT_PICKED_UP("shipment.picked_up", ShipmentStatus.PICKED_UP),
  SHIPMENT_IN_TRANSIT("shipment.in_transit", ShipmentStatus.IN_TRANSIT),
  SHIPMENT_OUT_FOR_DELIVERY("shipment.out_for_delivery", ShipmentStatus.OUT_FOR_DELIVERY),
  SHIPMENT_ATTEMPT_FAILED("shipment.attempt_failed", ShipmentStatus.ATTEMPT_FAILED),
  SHIPMENT_READY_FOR_PICKUP("shipment.ready_for_pickup", ShipmentStatus.READY_FOR_PICKUP),
  SHIPMENT_EXCEPTION("shipment.exception", ShipmentStatus.EXCEPTION),
  SHIPMENT_RETURNING("shipment.returning", ShipmentStatus.RETURNING),
  SHIPMENT_DELIVERED("shipment.delivered", ShipmentStatus.DELIVERED),
  SHIPMENT_LOST("shipment.lost", ShipmentStatus.LOST),
  SHIPMENT_RETURNED_TO_SENDER("shipment.returned_to_sender", ShipmentStatus.RETURNED_TO_SENDER),
  SHIPMENT_CANCELLED("shipment.cancelled", ShipmentStatus.CANCELLED);

  private final String wireName;
  private final Optional<ShipmentStatus> target;

  EventType(String wireName) {
    this.wireName = wireName;
    this.target = Optional.empty();
  }

  EventType(String wireName, ShipmentStatus target) {
    this.wireName = wireName;
    this.target = Optional.of(target);
  }

  /** The name in JSON and on the stream, e.g. {@code shipment.delivered}. */
  public String wireName() {
    return wireName;
  }

  /** The status such an event gives a parcel; empty for events of the order as a whole. */
  public Optional<ShipmentStatus> target() {
    return target;
  }

  /** Empty if no event type has this name. */
  public static Optional<EventType> named(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }

  /** The event that leads a parcel to this status. */
  public static EventType leadingTo(ShipmentStatus status) {
    var target = Optional.of(status);
    return Arrays.stream(values()).filter(t -> t.target.equals(target)).findFirst().orElseThrow();
  }
}
