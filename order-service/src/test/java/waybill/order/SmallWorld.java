package waybill.order;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that can ever become of a small order: one line of two pieces, in at most so many
 * parcels. Time stands still here, so that no scan is late and equal states are equal.
 */
final class SmallWorld {
  private static final int PIECES = 2;
  private static final Instant NOW = Story.START;

  /** One accepted change. */
  record Step(Order before, Change change, Order after) {}

  private final Set<Order> orders = new LinkedHashSet<>();
  private final List<Step> steps = new ArrayList<>();

  private SmallWorld() {}

  static SmallWorld withParcels(int most) {
    var world = new SmallWorld();
    var toVisit = new ArrayDeque<Order>();
    toVisit.add(Order.place(Story.ID, Changes.place(PIECES), ActorKind.STAFF, NOW).order());
    world.orders.addAll(toVisit);
    while (!toVisit.isEmpty()) {
      Order order = toVisit.remove();
      for (Change change : changes(order, most)) {
        if (order.decide(new ReportedChange(change, NOW, ActorKind.SYSTEM), NOW)
            instanceof Outcome.Accepted accepted) {
          Order next = timeless(accepted.order());
          world.steps.add(new Step(order, change, next));
          if (world.orders.add(next)) {
            toVisit.add(next);
          }
        }
      }
    }
    return world;
  }

  Set<Order> orders() {
    return orders;
  }

  List<Step> steps() {
    return steps;
  }

  /** Every change there is, sensible now or not; but for one parcel too many. */
  private static List<Change> changes(Order order, int most) {
    var changes =
        new ArrayList<>(
            List.of(Changes.CONFIRM, Changes.HOLD, Changes.RELEASE, Changes.CANCEL, Changes.NOTE));
    for (int pieces = 1; pieces <= PIECES; pieces++) {
      changes.add(Changes.cancelLine(1, pieces));
      if (order.shipments().size() < most) {
        changes.add(Changes.pack(1, pieces));
      }
    }
    for (Shipment shipment : order.shipments()) {
      Arrays.stream(ShipmentStatus.values())
          .filter(to -> to != ShipmentStatus.PACKED)
          .forEach(to -> changes.add(Changes.step(shipment.id().number(), to)));
    }
    return changes;
  }

  /** The same order without what only grows: version and scans. */
  private static Order timeless(Order order) {
    return new Order(
        order.id(),
        order.customer(),
        1,
        order.status(),
        order.heldFrom(),
        order.placedAt(),
        order.updatedAt(),
        order.eta(),
        order.destination(),
        order.lines(),
        order.shipments().stream().map(SmallWorld::timeless).toList());
  }

  private static Shipment timeless(Shipment shipment) {
    return new Shipment(
        shipment.id(),
        shipment.status(),
        shipment.carrier(),
        shipment.trackingNumber(),
        shipment.lines(),
        Optional.empty());
  }
}
