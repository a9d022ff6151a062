package waybill.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waybill.json.FieldError;
import waybill.json.Fields;
import waybill.json.Fields.InvalidFields;
import waybill.json.Json;
import waybill.order.Change;

/** Requests that place an order or register a customer: what is accepted, and what is refused. */
final class RequestsTest {
  private static final String ORDER =
      """
      {"customerId": "ada",
       "destination": {"city": "Leipzig", "country": "DE", "timeZone": "Europe/Berlin"},
       "lines": [{"sku": "LAMP-2", "name": "Desk lamp", "quantity": 2}],
       "eta": {"from": "2026-03-02T08:00:00Z", "until": "2026-03-02T10:00:00Z"}}
      """;

  @Test
  void anOrderIsRead() {
    var placed = placeOrder(ORDER);

    assertEquals("ada", placed.customer().value());
    assertEquals("Europe/Berlin", placed.destination().timeZone().getId());
    assertEquals(1, placed.lines().getFirst().line());
    assertEquals(false, placed.eta().orElseThrow().delayed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "ada"                       | 5                         | /customerId
          "ada"                       | "A_DA"                    | /customerId
          "ada"                       | null                      | /customerId
          "Leipzig"                   | ""                        | /destination/city
          "DE"                        | "de"                      | /destination/country
          "DE"                        | "DEU"                     | /destination/country
          "Europe/Berlin"             | "Mars/Olympus"            | /destination/timeZone
          "Europe/Berlin"             | "+01:00"                  | /destination/timeZone
          "Europe/Berlin"             | "SystemV/AST4"            | /destination/timeZone
          {"sku": "LAMP-2", "name": "Desk lamp", "quantity": 2} |   | /lines
          [{"sku": "LAMP-2", "name": "Desk lamp", "quantity": 2}] | null | /lines
          [{"sku": "LAMP-2", "name": "Desk lamp", "quantity": 2}] | "none" | /lines
          {"sku": "LAMP-2", "name": "Desk lamp", "quantity": 2} | 1 | /lines/0
          "quantity": 2               | "quantity": 0             | /lines/0/quantity
          "quantity": 2               | "quantity": 100001        | /lines/0/quantity
          "sku": "LAMP-2"             | "sku": " "                | /lines/0/sku
          "sku":                      | "SKU": "A", "sku":        | /lines/0/SKU
          "2026-03-02T08:00:00Z"      | "2026-03-02T11:00:00Z"    | /eta/until
          "2026-03-02T08:00:00Z"      | "tomorrow"                | /eta/from
          "customerId"                | "id": "X", "customerId"   | /id
          """)
  void aWrongOrderIsRefusedWithOnePointer(String right, String wrong, String pointer) {
    var json = ORDER.replace(right, wrong == null ? "" : wrong);

    assertEquals(List.of(pointer), pointers(() -> placeOrder(json)));
  }

  @Test
  void anOrderHasAtMostTwoHundredLines() {
    var line = "{\"sku\": \"A\", \"name\": \"B\", \"quantity\": 1}";
    var many = String.join(",", IntStream.rangeClosed(1, 200).mapToObj(_ -> line).toList());
    var json = ORDER.replaceAll("\\[.*]", "[" + many + "]");

    assertEquals(200, placeOrder(json).lines().size());
    assertEquals(
        List.of("/lines"), pointers(() -> placeOrder(json.replace("}]", "}," + line + "]"))));
  }

  private static Change.Placed placeOrder(String json) {
    return Fields.read(Json.parse(json), Requests::placeOrder);
  }

  private static List<String> pointers(Executable request) {
    return assertThrows(InvalidFields.class, request).errors().stream()
        .map(FieldError::pointer)
        .toList();
  }
}
