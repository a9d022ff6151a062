package waybill.order;

import static java.util.Map.entry;
import static waybill.order.EventType.ORDER_CANCELLED;
import static waybill.order.EventType.ORDER_CONFIRMED;
import static waybill.order.EventType.ORDER_ETA_CHANGED;
import static waybill.order.EventType.ORDER_HELD;
import static waybill.order.EventType.ORDER_LINES_CANCELLED;
import static waybill.order.EventType.ORDER_NOTE_ADDED;
import static waybill.order.EventType.ORDER_RELEASED;
import static waybill.order.EventType.SHIPMENT_PACKED;
import static waybill.order.OrderStatus.CONFIRMED;
import static waybill.order.OrderStatus.IN_FULFILMENT;
import static waybill.order.OrderStatus.ON_HOLD;
import static waybill.order.OrderStatus.PLACED;
import static waybill.order.ShipmentStatus.ATTEMPT_FAILED;
import static waybill.order.ShipmentStatus.CANCELLED;
import static waybill.order.ShipmentStatus.DELIVERED;
import static waybill.order.ShipmentStatus.EXCEPTION;
import static waybill.order.ShipmentStatus.IN_TRANSIT;
import static waybill.order.ShipmentStatus.LOST;
import static waybill.order.ShipmentStatus.OUT_FOR_DELIVERY;
import static waybill.order.ShipmentStatus.PACKED;
import static waybill.order.ShipmentStatus.PICKED_UP;
import static waybill.order.ShipmentStatus.READY_FOR_PICKUP;
import static waybill.order.ShipmentStatus.RETURNED_TO_SENDER;
import static waybill.order.ShipmentStatus.RETURNING;

import java.util.Map;
import java.util.Set;

/**
 * The state machine as two tables. A step must be in its table and meet the conditions in {@link
 * Rules}; {@code docs/state-machine.md} is generated from these tables.
 */
final class Transitions {

  /** From which statuses of the order each event of the order as a whole may follow. */
  static final Map<EventType, Set<OrderStatus>> ORDER =
      Map.ofEntries(
          entry(ORDER_CONFIRMED, Set.of(PLACED)),
          entry(SHIPMENT_PACKED, Set.of(CONFIRMED, IN_FULFILMENT)),
          entry(ORDER_HELD, Set.of(PLACED, CONFIRMED, IN_FULFILMENT)),
          entry(ORDER_RELEASED, Set.of(ON_HOLD)),
          entry(ORDER_CANCELLED, Set.of(PLACED, CONFIRMED, IN_FULFILMENT, ON_HOLD)),
          entry(ORDER_LINES_CANCELLED, Set.of(PLACED, CONFIRMED, IN_FULFILMENT, ON_HOLD)),
          entry(ORDER_ETA_CHANGED, Set.of(PLACED, CONFIRMED, IN_FULFILMENT, ON_HOLD)),
          entry(ORDER_NOTE_ADDED, Set.of(OrderStatus.values())));

  /**
   * Which statuses of a parcel may follow each status; IN_TRANSIT and RETURNING may be scanned
   * again. The table needs no status of the order: no parcel of a CANCELLED or RETURNED order can
   * move, and a complaint about a parcel of a COMPLETED order opens the order again.
   */
  static final Map<ShipmentStatus, Set<ShipmentStatus>> SHIPMENT =
      Map.ofEntries(
          entry(PACKED, Set.of(PICKED_UP, CANCELLED)),
          entry(
              PICKED_UP,
              Set.of(IN_TRANSIT, OUT_FOR_DELIVERY, READY_FOR_PICKUP, DELIVERED, EXCEPTION)),
          entry(
              IN_TRANSIT,
              Set.of(
                  IN_TRANSIT, OUT_FOR_DELIVERY, READY_FOR_PICKUP, DELIVERED, EXCEPTION, RETURNING)),
          entry(
              OUT_FOR_DELIVERY,
              Set.of(
                  DELIVERED, ATTEMPT_FAILED, READY_FOR_PICKUP, IN_TRANSIT, EXCEPTION, RETURNING)),
          entry(
              ATTEMPT_FAILED,
              Set.of(OUT_FOR_DELIVERY, READY_FOR_PICKUP, DELIVERED, EXCEPTION, RETURNING)),
          entry(READY_FOR_PICKUP, Set.of(DELIVERED, EXCEPTION, RETURNING)),
          entry(
              EXCEPTION,
              Set.of(IN_TRANSIT, OUT_FOR_DELIVERY, READY_FOR_PICKUP, DELIVERED, RETURNING, LOST)),
          entry(RETURNING, Set.of(RETURNING, EXCEPTION, RETURNED_TO_SENDER, LOST)),
          entry(DELIVERED, Set.of(EXCEPTION)),
          entry(LOST, Set.of(IN_TRANSIT)),
          entry(RETURNED_TO_SENDER, Set.of()),
          entry(CANCELLED, Set.of()));

  private Transitions() {}

  /** An event without a row, such as {@code order.placed}, never follows. */
  static boolean mayFollow(OrderStatus status, EventType type) {
    return ORDER.getOrDefault(type, Set.of()).contains(status);
  }

  static boolean mayFollow(ShipmentStatus from, ShipmentStatus to) {
    return SHIPMENT.getOrDefault(from, Set.of()).contains(to);
  }
}
