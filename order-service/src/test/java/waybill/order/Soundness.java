package waybill.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What holds of every order at any time, worked out a second time from lines and parcels alone. */
final class Soundness {
  private static final Set<ShipmentStatus> UNDER_WAY =
      EnumSet.complementOf(
          EnumSet.of(
              ShipmentStatus.DELIVERED,
              ShipmentStatus.CANCELLED,
              ShipmentStatus.LOST,
              ShipmentStatus.RETURNED_TO_SENDER));

  private Soundness() {}

  static void check(Order order) {
    everyPieceIsInOnePlace(order);
    theStatusFollowsFromTheParcels(order);
    theHeadlineAgreesWithTheStatus(order);
  }

  /** Tries a change of every type, the smallest there is, some of which must fit if any does. */
  static void checkAllowed(Order order, Instant now) {
    var tries = new ArrayList<Change>();
    tries.addAll(List.of(Changes.place(1), Changes.CONFIRM, Changes.HOLD, Changes.RELEASE));
    tries.addAll(List.of(Changes.CANCEL, Changes.DELAY, Changes.NOTE));
    for (Line line : order.lines()) {
      tries.add(Changes.pack(line.line(), 1));
      tries.add(Changes.cancelLine(line.line(), 1));
    }
    assertEquals(accepted(order, tries, now), order.allowed(), order::toString);

    for (Shipment shipment : order.shipments()) {
      List<Change> steps =
          Arrays.stream(ShipmentStatus.values())
              .filter(to -> to != ShipmentStatus.PACKED)
              .<Change>map(to -> Changes.step(shipment.id().number(), to))
              .toList();
      assertEquals(accepted(order, steps, now), order.allowed(shipment), order::toString);
    }
  }

  private static Set<EventType> accepted(Order order, List<Change> changes, Instant now) {
    return changes.stream()
        .filter(change ->
            order.decide(new ReportedChange(change, now, ActorKind.STAFF), now)
                instanceof Outcome.Accepted)
        .map(Change::type)
        .collect(Collectors.toSet());
  }

  private static void everyPieceIsInOnePlace(Order order) {
    for (Line line : order.lines()) {
      int open = order.open(line.line());
      int underWay = pieces(order, line, UNDER_WAY);
      int delivered = pieces(order, line, EnumSet.of(ShipmentStatus.DELIVERED));
      assertTrue(open >= 0, order::toString);
      assertEquals(
          line.quantity(), open + line.cancelled() + underWay + delivered, order::toString);
    }
  }

  private static void theStatusFollowsFromTheParcels(Order order) {
    boolean settled = isSettled(order);
    boolean delivered = any(order, EnumSet.of(ShipmentStatus.DELIVERED));
    boolean cameBack = any(order, EnumSet.of(ShipmentStatus.RETURNED_TO_SENDER));
    boolean hasParcel = any(order, EnumSet.complementOf(EnumSet.of(ShipmentStatus.CANCELLED)));
    boolean fits =
        switch (order.status()) {
          case PLACED -> !settled && order.shipments().isEmpty();
          case CONFIRMED -> !settled && !hasParcel;
          case IN_FULFILMENT -> !settled && hasParcel;
          case ON_HOLD ->
              hasParcel == order.heldFrom().equals(Optional.of(OrderStatus.IN_FULFILMENT));
          case COMPLETED -> settled && delivered;
          case RETURNED -> settled && !delivered && cameBack;
          case CANCELLED -> settled && !delivered && !cameBack;
        };
    assertTrue(fits, order::toString);
    assertTrue(!settled || !any(order, UNDER_WAY), order::toString);
  }

  private static void theHeadlineAgreesWithTheStatus(Order order) {
    Headline headline = order.headline();
    assertEquals(order.status() == OrderStatus.ON_HOLD, headline == Headline.ON_HOLD);
    assertEquals(order.status() == OrderStatus.CANCELLED, headline == Headline.CANCELLED);
    assertEquals(order.status() == OrderStatus.COMPLETED, headline == Headline.DELIVERED);
    assertEquals(order.status() == OrderStatus.PLACED, headline == Headline.PLACED);
    assertEquals(order.status() == OrderStatus.CONFIRMED, headline == Headline.CONFIRMED);
    if (headline == Headline.SHIPPED) {
      order.lines().forEach(line -> assertEquals(0, order.open(line.line())));
      order.shipments().forEach(s -> assertNotEquals(ShipmentStatus.PACKED, s.status()));
    }
  }

  private static boolean isSettled(Order order) {
    return order.lines().stream()
        .allMatch(line ->
            line.cancelled() + pieces(order, line, EnumSet.of(ShipmentStatus.DELIVERED))
                == line.quantity());
  }

  private static boolean any(Order order, Set<ShipmentStatus> statuses) {
    return order.shipments().stream().anyMatch(s -> statuses.contains(s.status()));
  }

  private static int pieces(Order order, Line line, Set<ShipmentStatus> statuses) {
    return order.shipments().stream()
        .filter(shipment -> statuses.contains(shipment.status()))
        .flatMap(shipment -> shipment.lines().stream())
        .filter(quantity -> quantity.line() == line.line())
        .mapToInt(Quantity::quantity)
        .sum();
  }
}
