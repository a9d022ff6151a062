package waybill.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.json.FieldError;
import waybill.json.Fields;
import waybill.json.Fields.InvalidFields;
import waybill.json.Json;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.EventType;
import waybill.order.ReportedChange;

/** Reports of what happened to an order; each type has its own fields. */
final class ReportedChangeRequestsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          order.confirmed              |
          order.released               |
          order.held                   | "reason": "r"
          order.cancelled              | "reason": "r"
          order.lines_cancelled        | "reason": "r", "lines": [{"line": 1, "quantity": 1}]
          order.eta_changed | "eta": {"from": "2026-03-02T08:00:00Z", "until": "2026-03-02T09:00:00Z"}
          order.note_added             | "text": "t"
          shipment.packed              | "lines": [{"line": 1, "quantity": 1}]
          shipment.picked_up           | "shipmentId": "S1"
          shipment.in_transit          | "shipmentId": "S1"
          shipment.out_for_delivery    | "shipmentId": "S1"
          shipment.attempt_failed      | "shipmentId": "S1", "reason": "r"
          shipment.ready_for_pickup    | "shipmentId": "S1"
          shipment.exception           | "shipmentId": "S1", "reason": "r", "party": "customs"
          shipment.returning           | "shipmentId": "S1"
          shipment.delivered           | "shipmentId": "S1"
          shipment.lost                | "shipmentId": "S1"
          shipment.returned_to_sender  | "shipmentId": "S1"
          shipment.cancelled           | "shipmentId": "S1"
          """)
  void eachTypeNeedsItsFieldsAndNoOthers(String type, String fields) {
    var needed = Json.parse("{%s}".formatted(fields == null ? "" : fields));
    var bare = "{\"type\": \"%s\"}".formatted(type);
    var json = fields == null ? bare : bare.replace("}", ", " + fields + "}");

    assertEquals(type, reported(json).change().type().wireName());
    assertEquals(
        List.of("/surprise"), pointers(() -> reported("{\"surprise\": 1, " + json.substring(1))));
    if (fields != null) {
      assertEquals(
          needed.propertyStream().map(field -> "/" + field.getKey()).sorted().toList(),
          pointers(() -> reported(bare)).stream().sorted().toList());
    }
  }

  @Test
  void everyTypeExceptOrderPlacedCanBeAppended() {
    for (var type : EventType.values()) {
      var json = "{\"type\": \"%s\", \"surprise\": 1}".formatted(type.wireName());
      var pointers = pointers(() -> reported(json));
      assertEquals(type == EventType.ORDER_PLACED, pointers.contains("/type"), type.wireName());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"type\": 1}", "{\"type\": \"order.lost\", \"reason\": \"r\"}"})
  void anUnknownTypeIsTheOnlyError(String json) {
    assertEquals(List.of("/type"), pointers(() -> reported(json)));
  }

  @Test
  void theErrorOfAnUnknownTypeListsTheKnownOnes() {
    var json = "{\"type\": \"order.lost\"}";

    var errors = assertThrows(InvalidFields.class, () -> reported(json)).errors();

    for (var type : EventType.values()) {
      boolean listed = errors.getFirst().detail().contains(type.wireName());
      assertEquals(type != EventType.ORDER_PLACED, listed, type.wireName());
    }
  }

  /** Generated clients send all fields that they know. */
  @Test
  void nullAndAnEmptyListCountAsAbsentInEveryType() {
    var names = List.of("lines", "eta", "party", "text", "reason", "shipmentId", "carrier", "x");
    for (var type : EventType.values()) {
      var json = "{\"type\": \"%s\"".formatted(type.wireName());
      var without = pointers(() -> read(json + "}"));

      for (var value : List.of("null", "[]")) {
        var all =
            names.stream()
                .map(name -> ", \"%s\": %s".formatted(name, value))
                .collect(Collectors.joining());

        assertEquals(without, pointers(() -> read(json + all + "}")), type.wireName());
      }
    }
  }

  @Test
  void theDefaultsAreStaffAndNoTime() {
    var reported = reported("{\"type\": \"order.confirmed\"}");

    assertEquals(Optional.empty(), reported.occurredAt());
    assertEquals(ActorKind.STAFF, reported.actor());
  }

  @ParameterizedTest
  @CsvSource({"staff, STAFF", "courier, COURIER", "system, SYSTEM"})
  void staffMayReportForCouriersAndSystems(String word, ActorKind kind) {
    var json = "{\"type\": \"order.confirmed\", \"actor\": {\"kind\": \"%s\"}}".formatted(word);

    assertEquals(kind, reported(json).actor());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"kind\": \"customer\"}", "{\"kind\": \"STAFF\"}", "{}"})
  void otherActorsAreRefused(String actor) {
    var json = "{\"type\": \"order.confirmed\", \"actor\": %s}".formatted(actor);

    assertEquals(List.of("/actor/kind"), pointers(() -> reported(json)));
  }

  @Test
  void anEventMayLieAtMostFiveMinutesInTheFuture() {
    var json = "{\"type\": \"order.confirmed\", \"occurredAt\": \"%s\"}";

    assertEquals(
        Optional.of(NOW.plusSeconds(300)),
        reported(json.formatted(NOW.plusSeconds(300))).occurredAt());
    assertEquals(
        List.of("/occurredAt"), pointers(() -> reported(json.formatted(NOW.plusSeconds(301)))));
  }

  @Test
  void optionalFieldsMayBeAbsent() {
    var bare = reported("{\"type\": \"shipment.picked_up\", \"shipmentId\": \"S1\"}");
    var full =
        reported(
            """
            {"type": "shipment.picked_up", "shipmentId": "S1", "carrier": "DHL", "trackingNumber": "JD1",
             "location": "Leipzig"}
            """);

    assertEquals(Optional.empty(), ((Change.PickedUp) bare.change()).carrier());
    assertEquals(Optional.of("Leipzig"), ((Change.PickedUp) full.change()).location());
  }

  private static ReportedChange reported(String json) {
    return Fields.read(Json.parse(json), f -> ReportedChangeRequests.read(f, NOW));
  }

  /** Always refused, so that the errors can be compared. */
  private static void read(String json) {
    Fields.read(
        Json.parse(json),
        f -> {
          f.error("end", "is always wrong");
          return ReportedChangeRequests.read(f, NOW);
        });
  }

  private static List<String> pointers(Executable request) {
    return assertThrows(InvalidFields.class, request).errors().stream()
        .map(FieldError::pointer)
        .toList();
  }
}
