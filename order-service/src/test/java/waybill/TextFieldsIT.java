package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import waybill.json.Json;

/**
 * Every field of the API that takes text of people's own choice, and texts of many scripts. Escapes
 * such as {@code <200B>} stand for invisible code points.
 */
final class TextFieldsIT {
  private static final String ORDER =
      """
      {"customerId": "ada", "destination": {"city": "c", "country": "DE", "timeZone": "Europe/Berlin"},
       "lines": [{"sku": "s", "name": "n", "quantity": 9}]}
      """;

  /** What is sent, and what is stored. */
  private static final List<List<String>> TEXTS =
      List.of(
          List.of("<1F469><200D><1F680> <1F1E9><1F1EA>", "<1F469><200D><1F680> <1F1E9><1F1EA>"),
          List.of("Zoe<308>", "Zo<eb>"), // combining marks
          List.of("<39F><394><39F><3A3>", "<39F><394><39F><3A3>"), // Greek
          List.of("I<307>stanbul <131>", "<130>stanbul <131>"), // Turkish
          List.of("<645><62D><645><62F>", "<645><62D><645><62F>"), // Arabic
          List.of("<646><200C><647><200F>", "<646><200C><647><200F>"), // Persian, with its joiner
          List.of("a<202E>b<202C><2067>c<2069>", "abc")); // bidi controls

  private static final List<String> INVISIBLE =
      List.of("", " ", "<200B>", "<202E>", "<A0><3000>", "<2060><FEFF>", "<3164>", "<301>");

  private static RunningService service;
  private static String order;

  /**
   * A field.
   *
   * @param json the request, with the field where {@code %s} stands
   * @param stored where the answer shows what was stored
   */
  record Field(String name, String path, String json, String stored, int max) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start(@TempDir Path data) {
    service = RunningService.start(data);
    service.customer("ada");
    order = RunningService.json(service.post("/api/orders", ORDER)).get("id").textValue();
    service.append(order, "{\"type\":\"order.confirmed\"}");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  static Stream<Field> fields() {
    var events = "/api/orders/{id}/events";
    return Stream.of(
        new Field(
            "a customer's name",
            "/api/customers",
            "{\"name\": \"%s\", \"email\": \"a@example.org\"}",
            "/name",
            200),
        new Field(
            "a city", "/api/orders", ORDER.replace("\"c\"", "\"%s\""), "/destination/city", 200),
        new Field("a sku", "/api/orders", ORDER.replace("\"s\"", "\"%s\""), "/lines/0/sku", 200),
        new Field(
            "an article", "/api/orders", ORDER.replace("\"n\"", "\"%s\""), "/lines/0/name", 200),
        new Field("a note of staff", "/api/orders/{id}/notes", "{\"text\": \"%s\"}", "/text", 2000),
        new Field(
            "a note for the customer",
            events,
            "{\"type\": \"order.note_added\", \"text\": \"%s\"}",
            "/data/text",
            2000),
        new Field(
            "the reason of an ETA",
            events,
            """
            {"type": "order.eta_changed", "reason": "%s",
             "eta": {"from": "2026-08-01T08:00:00Z", "until": "2026-08-01T08:00:00Z"}}
            """,
            "/data/reason",
            2000),
        new Field("a reason to hold", events, held("%s"), "/data/reason", 2000),
        new Field("a carrier", events, packed("carrier"), "/data/carrier", 200),
        new Field(
            "a tracking number", events, packed("trackingNumber"), "/data/trackingNumber", 200));
  }

  private static String held(String reason) {
    return "{\"type\": \"order.held\", \"reason\": \"%s\"}".formatted(reason);
  }

  private static String packed(String field) {
    return "{\"type\": \"shipment.packed\", \"lines\": [{\"line\": 1, \"quantity\": 1}], \"%s\": \"%%s\"}"
        .formatted(field);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void textOfEveryScriptIsStoredByTheSameRules(Field field) {
    for (var text : TEXTS) {
      var answer = created(field, read(text.getFirst()));

      assertEquals(read(text.getLast()), answer.at(field.stored()).textValue(), text::getFirst);
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void invisibleTextIsRefused(Field field) {
    for (var text : INVISIBLE) {
      var response = service.post(path(field), json(field, read(text)));

      assertEquals(422, response.statusCode(), () -> text + ": " + response.body());
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aLengthCountsCodePointsAndTheColumnIsWideEnough(Field field) {
    for (var letter : List.of("a", "\ud83d\ude00", "\u0644")) {
      var longest = created(field, letter.repeat(field.max()));
      var longer = service.post(path(field), json(field, letter.repeat(field.max() + 1)));

      assertEquals(letter.repeat(field.max()), longest.at(field.stored()).textValue());
      assertEquals(422, longer.statusCode(), longer::body);
      assertTrue(longer.body().contains(" " + field.max() + " characters"), longer::body);
    }
  }

  /** The order is as it was before, so that the field can be tried again. */
  private static JsonNode created(Field field, String text) {
    if (field.name().equals("a carrier") || field.name().equals("a tracking number")) {
      order = RunningService.json(service.post("/api/orders", ORDER)).get("id").textValue();
      service.append(order, "{\"type\":\"order.confirmed\"}");
    }
    var response = service.post(path(field), json(field, text));
    assertEquals(201, response.statusCode(), () -> field + ": " + response.body());
    if (field.json().contains("order.held")) {
      service.append(order, "{\"type\":\"order.released\"}");
    }
    return RunningService.json(response);
  }

  private static String path(Field field) {
    return field.path().replace("{id}", order);
  }

  private static String json(Field field, String text) {
    var quoted = new String(Json.bytes(text), UTF_8);
    return field.json().replace("\"%s\"", quoted);
  }

  private static String read(String escaped) {
    return Pattern.compile("<([0-9A-Fa-f]+)>")
        .matcher(escaped)
        .replaceAll(code -> Character.toString(Integer.parseInt(code.group(1), 16)));
  }
}
