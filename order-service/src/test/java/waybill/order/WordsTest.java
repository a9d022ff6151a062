package waybill.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids and names say what they are and nothing else passes for them. */
class WordsTest {

  @Test
  void aRandomOrderIdReadsAsOneAndIsNotTheNext() {
    var random = new Random(1);
    OrderId id = OrderId.random(random);

    assertTrue(id.value().matches("WB-[0-9A-HJKMNP-TV-Z]{10}"), id::value);
    assertEquals(Optional.of(id), OrderId.parse(id.toString()));
    assertNotEquals(id, OrderId.random(random));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "WB 1",
        "WB/1",
        "WB-1\n",
        "ä",
        "\u017f", // the long s, whose capital is an S
        "a234567890123456789012345678901234567890x"
      })
  void whatCannotBeAnOrderIdIsNone(String text) {
    assertEquals(Optional.empty(), OrderId.parse(text));
    assertThrows(IllegalArgumentException.class, () -> new OrderId(text));
  }

  @Test
  void idsAreUnderstoodInLettersOfEitherCase() {
    assertEquals(Optional.of(new OrderId("WB-7K3M9Q2X4T")), OrderId.parse("wb-7k3m9q2x4T"));
    assertEquals(Optional.of(new CustomerId("ada")), CustomerId.parse("ADA"));
    assertThrows(IllegalArgumentException.class, () -> new OrderId("wb-1"));
    assertThrows(IllegalArgumentException.class, () -> new CustomerId("Ada"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u212aada", // the Kelvin sign, whose small letter is a k
        "-ada",
        "ada lovelace",
        "ada\n",
        "a234567890123456789012345678901234567890x"
      })
  void whatCannotBeACustomerIdIsNone(String text) {
    assertEquals(Optional.empty(), CustomerId.parse(text));
    assertThrows(IllegalArgumentException.class, () -> new CustomerId(text));
  }

  @Test
  void aParcelIsNamedByItsNumber() {
    assertEquals("S12", new ShipmentId(12).toString());
    assertEquals(Optional.of(new ShipmentId(12)), ShipmentId.parse("S12"));
    assertThrows(IllegalArgumentException.class, () -> new ShipmentId(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "S", "S0", "S01", "s1", "S-1", "S10000", "S1 "})
  void whatCannotBeAParcelsNameIsNone(String text) {
    assertEquals(Optional.empty(), ShipmentId.parse(text));
  }

  @ParameterizedTest
  @EnumSource
  void anEventTypeIsFoundByItsNameAndAParcelsIsNamedAfterItsStatus(EventType type) {
    assertEquals(Optional.of(type), EventType.named(type.wireName()));
    type.target()
        .ifPresent(status -> {
          assertEquals("shipment." + status.name().toLowerCase(Locale.ROOT), type.wireName());
          assertEquals(type, EventType.leadingTo(status));
        });
  }

  @Test
  void everyStatusOfAParcelHasAnEventThatLeadsThere() {
    Arrays.stream(ShipmentStatus.values())
        .forEach(status -> assertEquals(Optional.of(status), EventType.leadingTo(status).target()));
    assertEquals(Optional.empty(), EventType.named("shipment.teleported"));
  }

  @Test
  void aDeliveryWindowEndsAfterItBegins() {
    Instant from = Instant.parse("2026-03-04T08:00:00.000000999Z");

    var moment = new Eta(from, from, false);

    assertEquals(Instant.parse("2026-03-04T08:00:00Z"), moment.until());
    assertThrows(IllegalArgumentException.class, () -> new Eta(from, from.minusSeconds(1), false));
  }

  @Test
  void whatCannotBeAnOrderIsNotConstructed() {
    Order order = Story.confirmed(1).order();

    assertThrows(
        IllegalArgumentException.class,
        () -> with(order, OrderStatus.ON_HOLD, order.lines(), order.shipments()));
    assertThrows(
        IllegalArgumentException.class,
        () -> with(order, OrderStatus.CONFIRMED, List.of(new Line(2, "A", "A", 1, 0)), List.of()));
    Shipment tooMuch = Story.withParcel(ShipmentStatus.PACKED).parcel(1);
    assertThrows(
        IllegalArgumentException.class,
        () -> with(order, OrderStatus.IN_FULFILMENT, order.lines(), List.of(tooMuch)));
    Shipment second = Story.confirmed(2).then(Changes.pack(1, 1), Changes.pack(1, 1)).parcel(2);
    assertThrows(
        IllegalArgumentException.class,
        () -> with(order, OrderStatus.IN_FULFILMENT, order.lines(), List.of(second)));
  }

  private static Order with(
      Order order, OrderStatus status, List<Line> lines, List<Shipment> shipments) {
    return new Order(
        order.id(),
        order.customer(),
        order.version(),
        status,
        Optional.empty(),
        order.placedAt(),
        order.updatedAt(),
        order.eta(),
        order.destination(),
        lines,
        shipments);
  }
}
