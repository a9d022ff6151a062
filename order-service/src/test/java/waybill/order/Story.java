package waybill.order;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static waybill.order.ShipmentStatus.ATTEMPT_FAILED;
import static waybill.order.ShipmentStatus.DELIVERED;
import static waybill.order.ShipmentStatus.EXCEPTION;
import static waybill.order.ShipmentStatus.IN_TRANSIT;
import static waybill.order.ShipmentStatus.LOST;
import static waybill.order.ShipmentStatus.OUT_FOR_DELIVERY;
import static waybill.order.ShipmentStatus.PICKED_UP;
import static waybill.order.ShipmentStatus.RETURNED_TO_SENDER;
import static waybill.order.ShipmentStatus.RETURNING;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An order and its events so far, told change by change; an hour lies between two of them. */
final class Story {
  static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  static final OrderId ID = new OrderId("WB-1");

  private final List<OrderEvent> events = new ArrayList<>();
  private Order order;
  private Instant now = START;

  private Story(Change.Placed placed) {
    Outcome.Accepted accepted = Order.place(ID, placed, ActorKind.STAFF, now);
    order = accepted.order();
    events.add(accepted.event());
  }

  /** An order with one line of each of these quantities. */
  static Story placed(int... quantities) {
    return new Story(Changes.place(quantities));
  }

  static Story confirmed(int... quantities) {
    return placed(quantities).then(Changes.CONFIRM);
  }

  /** One line of two pieces, both in one parcel which has come to this status. */
  static Story withParcel(ShipmentStatus status) {
    return confirmed(2).then(Changes.pack(1, 2)).steps(1, wayTo(status));
  }

  Story then(Change... changes) {
    for (Change change : changes) {
      then(change, now.plus(Duration.ofHours(1)));
    }
    return this;
  }

  /** Something that happened at another time than when we heard of it. */
  Story then(Change change, Instant occurredAt) {
    now = now.plus(Duration.ofHours(1));
    var accepted = assertInstanceOf(Outcome.Accepted.class, tries(change, occurredAt));
    order = accepted.order();
    events.add(accepted.event());
    return this;
  }

  Story steps(int parcel, ShipmentStatus... way) {
    for (ShipmentStatus status : way) {
      then(Changes.step(parcel, status));
    }
    return this;
  }

  /** What would become of this change; the story stays where it is. */
  Outcome tries(Change change) {
    return tries(change, now);
  }

  Outcome tries(Change change, Instant occurredAt) {
    return order.decide(new ReportedChange(change, occurredAt, ActorKind.COURIER), now);
  }

  Outcome.Illegal illegal(Change change) {
    return assertInstanceOf(Outcome.Illegal.class, tries(change));
  }

  Outcome.Invalid invalid(Change change) {
    return assertInstanceOf(Outcome.Invalid.class, tries(change));
  }

  Instant now() {
    return now;
  }

  Order order() {
    return order;
  }

  OrderStatus status() {
    return order.status();
  }

  Shipment parcel(int number) {
    return order.shipment(new ShipmentId(number)).orElseThrow();
  }

  List<OrderEvent> events() {
    return List.copyOf(events);
  }

  OrderEvent lastEvent() {
    return events.getLast();
  }

  private static ShipmentStatus[] wayTo(ShipmentStatus status) {
    return switch (status) {
      case PACKED -> new ShipmentStatus[] {};
      case PICKED_UP, CANCELLED -> new ShipmentStatus[] {status};
      case IN_TRANSIT, OUT_FOR_DELIVERY, READY_FOR_PICKUP, DELIVERED, EXCEPTION ->
          new ShipmentStatus[] {PICKED_UP, status};
      case ATTEMPT_FAILED -> new ShipmentStatus[] {PICKED_UP, OUT_FOR_DELIVERY, ATTEMPT_FAILED};
      case RETURNING -> new ShipmentStatus[] {PICKED_UP, IN_TRANSIT, RETURNING};
      case LOST -> new ShipmentStatus[] {PICKED_UP, EXCEPTION, LOST};
      case RETURNED_TO_SENDER ->
          new ShipmentStatus[] {PICKED_UP, IN_TRANSIT, RETURNING, RETURNED_TO_SENDER};
    };
  }
}
