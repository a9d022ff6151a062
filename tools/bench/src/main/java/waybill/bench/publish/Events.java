package waybill.bench.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import waybill.json.EventJson;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.Destination;
import waybill.order.Eta;
import waybill.order.EventType;
import waybill.order.Line;
import waybill.order.LoggedEvent;
import waybill.order.Occurrence;
import waybill.order.Order;
import waybill.order.OrderEvent;
import waybill.order.OrderId;
import waybill.order.Outcome;
import waybill.order.Quantity;
import waybill.order.ShipmentId;
import waybill.order.ShipmentStatus;

/**
 * The events of customers with one order each, whose parcel goes from depot to depot for ever. Used
 * by one thread.
 */
public final class Events {
  /** What the ids of the customers begin with. */
  public static final String PREFIX = "c";

  private final List<Travelling> parcels;

  /** Nothing has happened yet. */
  Events(int customers) {
    var random = RandomGenerator.getDefault();
    var now = Instant.now();
    parcels =
        IntStream.range(0, customers)
            .mapToObj(i -> new Travelling(new CustomerId(PREFIX + i), OrderId.random(random), now))
            .toList();
  }

  /** The customer's next event, with its number after a {@code #} in its text. */
  LoggedEvent next(int customer, long number) {
    return parcels.get(customer).next(number);
  }

  /** Encoded once, for that is no part of delivery; only number and place in the log change. */
  private static final class Travelling {
    private final CustomerId customer;
    private final OrderId id;
    private final long version;
    private final byte[] before;
    private final byte[] behind;
    private long seq;

    Travelling(CustomerId customer, OrderId id, Instant now) {
      this.customer = customer;
      this.id = id;
      var event = inTransit(customer, id, now);
      this.version = event.version();
      var body = new String(EventJson.encode(event), US_ASCII);
      int mark = body.indexOf('#') + 1;
      this.before = body.substring(0, mark).getBytes(US_ASCII);
      this.behind = body.substring(mark).getBytes(US_ASCII);
    }

    LoggedEvent next(long number) {
      seq++;
      var digits = Long.toString(number).getBytes(US_ASCII);
      var body =
          ByteBuffer.allocate(before.length + digits.length + behind.length)
              .put(before)
              .put(digits)
              .put(behind)
              .array();
      return new LoggedEvent(
          customer, id, seq, version + seq - 1, EventType.SHIPMENT_IN_TRANSIT, body);
    }
  }

  private static OrderEvent inTransit(CustomerId customer, OrderId id, Instant now) {
    var placed =
        new Change.Placed(
            customer,
            new Destination("Leipzig", "DE", ZoneId.of("Europe/Berlin")),
            List.of(
                new Line(1, "LAMP-2", "Desk lamp", 2, 0),
                new Line(2, "BULB-7", "Bulb, warm white", 6, 0)),
            Optional.of(new Eta(now, now.plus(Duration.ofHours(2)), false)));
    var order = Order.place(id, placed, ActorKind.STAFF, now).order();
    var carrier = Optional.of("DHL");
    var changes =
        List.of(
            new Change.Confirmed(),
            new Change.Packed(List.of(new Quantity(1, 2)), carrier, Optional.empty()),
            new Change.Packed(List.of(new Quantity(2, 6)), carrier, Optional.empty()),
            new Change.PickedUp(
                new ShipmentId(1), carrier, Optional.empty(), Optional.of("Leipzig")));
    for (var change : changes) {
      order = accepted(order, change, now).order();
    }
    return accepted(
        order,
        new Change.Moved(
            new ShipmentId(1),
            ShipmentStatus.IN_TRANSIT,
            Optional.of("Depot Halle #"),
            Optional.empty()),
        now);
  }

  private static OrderEvent accepted(Order order, Change change, Instant now) {
    if (order.decide(new Occurrence(change, now, ActorKind.COURIER), now)
        instanceof Outcome.Accepted accepted) {
      return accepted.event();
    }
    throw new IllegalStateException("not accepted: " + change);
  }
}
