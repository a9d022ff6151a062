package waybill.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import waybill.json.Json;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.Destination;
import waybill.order.Eta;
import waybill.order.Line;
import waybill.order.Order;
import waybill.order.OrderEvent;
import waybill.order.OrderId;
import waybill.order.Outcome;
import waybill.order.Party;
import waybill.order.Quantity;
import waybill.order.ReportedChange;
import waybill.order.ShipmentId;
import waybill.order.ShipmentStatus;

/** The bytes of an event are public: these are their names and no others. */
final class EventJsonTest {
  private static final Instant START = Instant.parse("2026-03-01T08:00:00.5Z");
  private static final Eta ETA = new Eta(START, START.plus(Duration.ofHours(2)), true);
  private static final ShipmentId S1 = new ShipmentId(1);
  private static final Optional<String> NONE = Optional.empty();

  private Order order;
  private Instant now = START;
  private OrderEvent last;

  @BeforeEach
  void place() {
    var lines = List.of(new Line(1, "LAMP-2", "Desk lamp", 5, 0));
    var home = new Destination("Leipzig", "DE", ZoneOffset.UTC);
    var placed =
        new Change.Placed(new CustomerId("secret-customer"), home, lines, Optional.of(ETA));
    keep(Order.place(new OrderId("WB-1"), placed, ActorKind.STAFF, now));
  }

  @Test
  void anEventHasTheFieldsOfTheContractAndNoOthers() {
    assertEquals(
        List.of("type", "orderId", "version", "occurredAt", "recordedAt", "actor", "data", "order"),
        names(event()));

    happens(new Change.Confirmed());
    happens(pack());

    assertEquals(
        List.of(
            "type",
            "orderId",
            "version",
            "shipmentId",
            "occurredAt",
            "recordedAt",
            "actor",
            "data",
            "order"),
        names(event()));
    assertEquals(List.of("kind"), names(event().get("actor")));
    assertEquals("courier", event().get("actor").get("kind").textValue());
    assertEquals(
        List.of("version", "status", "headline", "eta", "shipments", "cancelled"),
        names(event().get("order")));
    assertEquals("2026-03-01T10:00:00.500Z", event().get("recordedAt").textValue());
  }

  @Test
  void eachTypeHasItsOwnData() {
    assertEquals(List.of("destination", "lines", "eta"), data());
    assertEquals(List.of(), data(new Change.Confirmed()));
    assertEquals(List.of("text"), data(new Change.NoteAdded("hello")));
    assertEquals(List.of("eta", "reason"), data(new Change.EtaChanged(ETA, Optional.of("snow"))));
    assertEquals(
        List.of("lines", "reason"),
        data(new Change.LinesCancelled(List.of(new Quantity(1, 1)), "sold out")));
    assertEquals(List.of("reason"), data(new Change.Held("payment")));
    assertEquals(List.of(), data(new Change.Released()));
    assertEquals(List.of("lines", "carrier", "trackingNumber"), data(pack()));
    assertEquals(
        List.of("carrier", "trackingNumber", "location"),
        data(
            new Change.PickedUp(
                S1, Optional.of("DHL"), Optional.of("JD1"), Optional.of("Leipzig"))));
    assertEquals(
        List.of("location"), data(moved(ShipmentStatus.OUT_FOR_DELIVERY, Optional.of("Halle"))));
    assertEquals(List.of("reason"), data(new Change.AttemptFailed(S1, "nobody at home")));
    assertEquals(List.of("reason", "party"), data(new Change.Excepted(S1, "wet", Party.WEATHER)));
    assertEquals("weather", event().get("data").get("party").textValue());
    assertEquals(List.of(), data(moved(ShipmentStatus.DELIVERED, NONE)));
  }

  @Test
  void theSmallViewSaysWhatAnOrderHasBecome() {
    happens(new Change.LinesCancelled(List.of(new Quantity(1, 2)), "sold out"));
    happens(new Change.Confirmed());
    happens(pack());

    assertEquals(
        Json.parse(
            """
            {"version": 4, "status": "IN_FULFILMENT", "headline": "PREPARING",
             "eta":
               {"from": "2026-03-01T08:00:00.500Z", "until": "2026-03-01T10:00:00.500Z", "delayed": true},
             "shipments": [{"id": "S1", "status": "PACKED", "carrier": "DHL"}],
             "cancelled": [{"line": 1, "quantity": 2}]}
            """),
        event().get("order"));
  }

  @Test
  void onlyALateScanSaysThatItIsLate() {
    happens(new Change.Confirmed());
    happens(pack());
    happens(new Change.PickedUp(S1, NONE, NONE, NONE));
    assertFalse(event().has("late"));

    var scan = moved(ShipmentStatus.IN_TRANSIT, NONE);
    happens(new ReportedChange(scan, now.minus(Duration.ofMinutes(1)), ActorKind.COURIER));

    assertTrue(event().get("late").booleanValue());
  }

  @Test
  void customersReadTheseBytesSoNothingInternalIsInThem() {
    happens(new Change.Confirmed());

    var text = new String(EventJson.encode(last, order), UTF_8);

    assertFalse(text.contains("secret-customer"), text);
    assertFalse(text.contains("\n"), text);
  }

  @Test
  void whatWasEncodedIsDecodedAgainForEachType() {
    assertDecodes();
    for (var change :
        List.of(
            new Change.Confirmed(),
            new Change.NoteAdded("hello \"you\" \u2028"),
            new Change.EtaChanged(ETA, NONE),
            new Change.EtaChanged(ETA, Optional.of("snow")),
            new Change.LinesCancelled(List.of(new Quantity(1, 1)), "sold out"),
            new Change.Held("payment"),
            new Change.Released(),
            pack(),
            new Change.Packed(List.of(new Quantity(1, 1)), NONE, NONE),
            new Change.PickedUp(S1, Optional.of("DHL"), NONE, Optional.of("Leipzig")),
            moved(ShipmentStatus.OUT_FOR_DELIVERY, NONE),
            new Change.AttemptFailed(S1, "nobody at home"),
            new Change.Excepted(S1, "wet", Party.WEATHER),
            moved(ShipmentStatus.DELIVERED, Optional.of("Halle")))) {
      happens(change);
      assertDecodes();
    }
    happens(
        new ReportedChange(
            moved(ShipmentStatus.IN_TRANSIT, NONE),
            now.minus(Duration.ofDays(1)),
            ActorKind.COURIER));
    assertTrue(last.late());
    assertDecodes();
  }

  @Test
  void aCancelledOrderIsDecodedAgain() {
    happens(new Change.Cancelled("changed my mind"));

    assertDecodes();
  }

  private void assertDecodes() {
    assertEquals(last, EventJson.decode(order.customer(), EventJson.encode(last, order)));
  }

  private static Change.Packed pack() {
    return new Change.Packed(List.of(new Quantity(1, 1)), Optional.of("DHL"), Optional.of("JD1"));
  }

  private static Change.Moved moved(ShipmentStatus to, Optional<String> location) {
    return new Change.Moved(S1, to, location, NONE);
  }

  private void happens(Change change) {
    now = now.plus(Duration.ofHours(1));
    happens(new ReportedChange(change, now, ActorKind.COURIER));
  }

  private void happens(ReportedChange reported) {
    keep(assertInstanceOf(Outcome.Accepted.class, order.decide(reported, now)));
  }

  private void keep(Outcome.Accepted accepted) {
    order = accepted.order();
    last = accepted.event();
  }

  private JsonNode event() {
    return Json.parse(EventJson.encode(last, order));
  }

  private List<String> data(Change... changes) {
    for (var change : changes) {
      happens(change);
    }
    return names(event().get("data"));
  }

  private static List<String> names(JsonNode node) {
    return node.propertyStream().map(Map.Entry::getKey).toList();
  }
}
