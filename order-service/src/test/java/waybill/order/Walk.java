package waybill.order;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A random history of one order: what was tried, sensible or not, and what became of it. */
record Walk(Outcome.Accepted placed, List<Turn> turns) {

  /** One thing tried at one moment. */
  record Turn(Order before, ReportedChange tried, Instant now, Outcome outcome) {
    Optional<Outcome.Accepted> accepted() {
      return outcome instanceof Outcome.Accepted accepted
          ? Optional.of(accepted)
          : Optional.empty();
    }
  }

  /**
   * One thing somebody may try. The numbers choose among whatever the order offers at that moment,
   * so that a walk stays a walk when some of its moves are left out.
   *
   * @param sensible only what is allowed, so that walks get somewhere
   * @param minutesAgo how long ago it happened when we hear of it; moves are ten minutes apart
   */
  record Move(boolean sensible, int choice, int parcel, int line, int pieces, int minutesAgo) {

    private Change against(Order order) {
      if (!sensible) {
        return change(order, pick(Arrays.asList(EventType.values()), choice));
      }
      var options = new ArrayList<Change>();
      for (Shipment shipment : order.shipments()) {
        order.allowed(shipment).forEach(type -> options.add(step(shipment.id(), type)));
      }
      for (EventType type : order.allowed()) {
        options.addAll(Collections.nCopies(weight(type), change(order, type)));
      }
      return pick(options, choice);
    }

    /** Without a push most walks end early: cancelling is always near, packing far. */
    private static int weight(EventType type) {
      return switch (type) {
        case ORDER_CONFIRMED, ORDER_RELEASED, SHIPMENT_PACKED -> 4;
        case ORDER_CANCELLED -> 0;
        default -> 1;
      };
    }

    private Change change(Order order, EventType type) {
      return switch (type) {
        case ORDER_PLACED -> Changes.place(1);
        case ORDER_CONFIRMED -> Changes.CONFIRM;
        case ORDER_RELEASED -> Changes.RELEASE;
        case ORDER_HELD -> Changes.HOLD;
        case ORDER_CANCELLED -> Changes.CANCEL;
        case ORDER_LINES_CANCELLED -> Changes.cancelLines(quantities(order));
        case ORDER_ETA_CHANGED -> Changes.DELAY;
        case ORDER_NOTE_ADDED -> Changes.NOTE;
        case SHIPMENT_PACKED -> Changes.pack(quantities(order));
        case SHIPMENT_PICKED_UP,
            SHIPMENT_IN_TRANSIT,
            SHIPMENT_OUT_FOR_DELIVERY,
            SHIPMENT_ATTEMPT_FAILED,
            SHIPMENT_READY_FOR_PICKUP,
            SHIPMENT_EXCEPTION,
            SHIPMENT_RETURNING,
            SHIPMENT_DELIVERED,
            SHIPMENT_LOST,
            SHIPMENT_RETURNED_TO_SENDER,
            SHIPMENT_CANCELLED ->
            step(new ShipmentId(1 + parcel % (order.shipments().size() + 1)), type);
      };
    }

    private static Change step(ShipmentId shipment, EventType type) {
      return Changes.step(shipment.number(), type.target().orElseThrow());
    }

    private List<Quantity> quantities(Order order) {
      return sensible ? List.of(someOpen(order)) : whatever(order);
    }

    private Quantity someOpen(Order order) {
      Line some = pick(order.lines().stream().filter(l -> order.open(l.line()) > 0).toList(), line);
      return new Quantity(some.line(), Math.min(pieces, order.open(some.line())));
    }

    /** One line or two, the same twice, more than is left, and lines there never were. */
    private List<Quantity> whatever(Order order) {
      var first = new Quantity(line % (order.lines().size() + 2), pieces);
      return parcel % 2 == 0
          ? List.of(first)
          : List.of(first, new Quantity(choice % (order.lines().size() + 1), 1));
    }

    private static <T> T pick(List<T> list, int choice) {
      return list.get(choice % list.size());
    }
  }

  static Walk of(int[] quantities, List<Move> moves) {
    Outcome.Accepted placed =
        Order.place(Story.ID, Changes.place(quantities), ActorKind.STAFF, Story.START);
    var turns = new ArrayList<Turn>();
    Order order = placed.order();
    Instant now = Story.START;
    for (Move move : moves) {
      now = now.plus(Duration.ofMinutes(10));
      Instant occurredAt = now.minus(Duration.ofMinutes(move.minutesAgo()));
      var tried = new ReportedChange(move.against(order), occurredAt, ActorKind.COURIER);
      Outcome outcome = order.decide(tried, now);
      turns.add(new Turn(order, tried, now, outcome));
      if (outcome instanceof Outcome.Accepted accepted) {
        order = accepted.order();
      }
    }
    return new Walk(placed, turns);
  }

  Stream<Outcome.Accepted> accepted() {
    return turns.stream().flatMap(turn -> turn.accepted().stream());
  }

  List<OrderEvent> events() {
    return Stream.concat(Stream.of(placed), accepted()).map(Outcome.Accepted::event).toList();
  }

  Order last() {
    return accepted().reduce(placed, (_, later) -> later).order();
  }
}
