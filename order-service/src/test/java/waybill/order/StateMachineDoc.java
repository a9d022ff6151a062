package waybill.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes {@code docs/state-machine.md}. Tables come from {@link Transitions}, the diagram of orders
 * from trying everything on a small order, the order of headlines from {@link Headline}; only the
 * sentences are written here.
 */
final class StateMachineDoc {
  private static final String INTRODUCTION =
      """
      # What may happen to an order

      This page is written by the tests from the code it describes, and a test fails when the two differ.
      After changing a rule, write it anew and read the difference: it is the change as others will see it.

          ./test -Dwaybill.docs.write=true

      The tables are `Transitions`, the conditions beside them `Rules`, what follows by itself `State`, all in
      `order-service/src/main/java/waybill/order`.

      ## Pieces

      A line of an order is a number of pieces, and each piece is in one place at a time: **open**, **cancelled**,
      or in a **parcel**. Packing and cancelling lines take from what is open. A parcel that is CANCELLED, LOST or
      RETURNED_TO_SENDER gives its pieces back: they are open again, to be packed once more or to be cancelled.

      ## Orders

      These events concern the order as a whole. Each may follow in the marked statuses, under its condition.

      """;

  private static final String ORDER_DIAGRAM =
      """

      Whatever the event, the order's status then follows from its pieces and parcels:

      - With a parcel that was not called off it is IN_FULFILMENT, without one CONFIRMED (or still PLACED).
      - When every piece is delivered or cancelled it is over: COMPLETED if any was delivered; else RETURNED if a
        parcel came back; else CANCELLED. What is under way is neither, so nothing is over while a parcel travels.
      - On hold an order does not end: it waits, and the release ends it in the same event.
      - A complaint about a delivered parcel opens a COMPLETED order again. CANCELLED and RETURNED are final.

      All of this, as it was found by trying every change on every state of a small order:

      """;

  private static final String PARCELS =
      """

      ## Parcels

      `shipment.packed` makes a parcel; after that each event leads it to the status it is named after. IN_TRANSIT
      and RETURNING may follow themselves: another scan on the same way.

      """;

  private static final String PARCEL_CONDITIONS =
      """

      Three conditions beside the table:

      - While the order is ON_HOLD nothing is picked up. What has left goes on being scanned, and a packed parcel
        may be called off.
      - A LOST parcel that turns up takes its pieces back. It cannot when fewer are open by then, because some were
        packed again or cancelled.
      - A scan that happened before the parcel's latest one comes too late to matter. It is accepted whatever the
        table says, marked `late`, and changes nothing but the order's version and the time of its update. Packing a
        parcel and calling it off are no scans.

      """;

  private static final String HEADLINES =
      """

      ## Headlines

      The one word a customer reads, the first of these that applies:

      """;

  private StateMachineDoc() {}

  static String page() {
    return INTRODUCTION
        + orderTable()
        + ORDER_DIAGRAM
        + orderDiagram()
        + PARCELS
        + parcelTable()
        + PARCEL_CONDITIONS
        + parcelDiagram()
        + HEADLINES
        + headlines();
  }

  private static String orderTable() {
    String head =
        "| event | "
            + joined(Arrays.stream(OrderStatus.values()).map(Enum::name), " | ")
            + " | condition |\n|---|"
            + ":-:|".repeat(OrderStatus.values().length)
            + "---|\n";
    return head
        + Transitions.ORDER.keySet().stream()
            .sorted()
            .map(type -> "| `" + type.wireName() + "` | " + marks(type) + " | " + condition(type))
            .map(row -> row + " |\n")
            .collect(Collectors.joining());
  }

  private static String marks(EventType type) {
    return joined(
        Arrays.stream(OrderStatus.values())
            .map(status -> Transitions.mayFollow(status, type) ? "yes" : ""),
        " | ");
  }

  private static String condition(EventType type) {
    return switch (type) {
      case SHIPMENT_PACKED ->
          "enough is open; at most " + Rules.MAX_SHIPMENTS + " parcels, called-off ones included";
      case ORDER_LINES_CANCELLED -> "enough is open";
      case ORDER_CANCELLED -> "every parcel is PACKED or CANCELLED; packed ones are called off too";
      default -> "";
    };
  }

  private static String orderDiagram() {
    List<SmallWorld.Step> steps = SmallWorld.withParcels(2).steps();
    var arrows = new ArrayList<String>(List.of("[*] --> PLACED: order.placed"));
    for (OrderStatus from : OrderStatus.values()) {
      for (OrderStatus to : OrderStatus.values()) {
        String types = typesLeading(from, to, steps);
        if (from != to && !types.isEmpty()) {
          arrows.add(from + " --> " + to + ": " + types);
        }
      }
    }
    return diagram(arrows.stream());
  }

  private static String typesLeading(
      OrderStatus from, OrderStatus to, List<SmallWorld.Step> steps) {
    return joined(
        steps.stream()
            .filter(step -> step.before().status() == from && step.after().status() == to)
            .map(step -> step.change().type())
            .distinct()
            .sorted()
            .map(EventType::wireName),
        ", ");
  }

  private static String parcelTable() {
    return "| from | to |\n|---|---|\n| (new) | PACKED |\n"
        + Arrays.stream(ShipmentStatus.values())
            .map(from -> "| " + from + " | " + joined(next(from).map(Enum::name), ", ") + " |\n")
            .map(row -> row.replace("|  |", "| nothing follows |"))
            .collect(Collectors.joining());
  }

  private static String parcelDiagram() {
    var arrows = new ArrayList<String>(List.of("[*] --> PACKED"));
    for (ShipmentStatus from : ShipmentStatus.values()) {
      next(from).forEach(to -> arrows.add(from + " --> " + to));
      if (next(from).findAny().isEmpty()) {
        arrows.add(from + " --> [*]");
      }
    }
    return diagram(arrows.stream());
  }

  private static Stream<ShipmentStatus> next(ShipmentStatus from) {
    return Arrays.stream(ShipmentStatus.values()).filter(to -> Transitions.mayFollow(from, to));
  }

  private static String diagram(Stream<String> arrows) {
    return "```mermaid\nstateDiagram-v2\n"
        + arrows.map(arrow -> "    " + arrow + "\n").collect(Collectors.joining())
        + "```\n";
  }

  private static String headlines() {
    return Arrays.stream(Headline.values())
        .map(headline -> "1. **" + headline + "**: " + meaning(headline) + "\n")
        .collect(Collectors.joining());
  }

  private static String meaning(Headline headline) {
    return switch (headline) {
      case ON_HOLD -> "the order is ON_HOLD.";
      case CANCELLED -> "the order is CANCELLED.";
      case PROBLEM ->
          "a parcel is in EXCEPTION or ATTEMPT_FAILED, or is LOST and all that it held is open.";
      case RETURNED ->
          "the order is RETURNED, or its parcels, called-off and lost ones apart, are all on their"
              + " way back or there.";
      case DELIVERED -> "the order is COMPLETED: all that was not cancelled has arrived.";
      case OUT_FOR_DELIVERY -> "a parcel is OUT_FOR_DELIVERY.";
      case READY_FOR_PICKUP -> "a parcel is READY_FOR_PICKUP.";
      case PARTIALLY_DELIVERED -> "a parcel is DELIVERED.";
      case SHIPPED -> "a parcel is PICKED_UP or IN_TRANSIT, none is PACKED and nothing is open.";
      case PARTIALLY_SHIPPED -> "a parcel is PICKED_UP or IN_TRANSIT.";
      case PREPARING -> "the order is IN_FULFILMENT.";
      case CONFIRMED -> "the order is CONFIRMED.";
      case PLACED -> "the order is PLACED.";
    };
  }

  private static String joined(Stream<String> words, String separator) {
    return words.collect(Collectors.joining(separator));
  }
}
