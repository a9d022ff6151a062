package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import waybill.order.EventType;

/** The text of every field arrives unchanged in a stream and never forms another event. */
final class SseInjectionIT {
  private static final int MAX_NAME_LENGTH = 200;
  private static final int MAX_TEXT_LENGTH = 2000;

  private static final Set<String> TEXT_FIELDS =
      Set.of("reason", "text", "location", "carrier", "trackingNumber", "city", "sku", "name");

  /** The test replaces # with up to 2,000 characters and @ with up to 200. */
  private static final String ORDER =
      """
      {'customerId':'CUSTOMER','destination':{'city':'@','country':'DE','timeZone':'Europe/Berlin'},
       'lines':[{'sku':'@','name':'@','quantity':2},{'sku':'@','name':'@','quantity':1}]}
      """;

  /** Every type of event with all of its fields. */
  private static final List<String> EVENTS =
      List.of(
          "{'type':'order.confirmed'}",
          "{'type':'order.held','reason':'#'}",
          "{'type':'order.released'}",
          "{'type':'order.eta_changed','reason':'#',"
              + "'eta':{'from':'2030-01-01T00:00:00Z','until':'2030-01-02T00:00:00Z'}}",
          "{'type':'order.note_added','text':'#'}",
          "{'type':'order.lines_cancelled','lines':[{'line':2,'quantity':1}],'reason':'#'}",
          "{'type':'shipment.packed','lines':[{'line':1,'quantity':1}],"
              + "'carrier':'@','trackingNumber':'@'}",
          "{'type':'shipment.packed','lines':[{'line':1,'quantity':1}],"
              + "'carrier':'@','trackingNumber':'@'}",
          "{'type':'shipment.cancelled','shipmentId':'S2','location':'@','reason':'#'}",
          "{'type':'shipment.picked_up','shipmentId':'S1',"
              + "'carrier':'@','trackingNumber':'@','location':'@'}",
          "{'type':'shipment.in_transit','shipmentId':'S1','location':'@','reason':'#'}",
          "{'type':'shipment.out_for_delivery','shipmentId':'S1','location':'@','reason':'#'}",
          "{'type':'shipment.attempt_failed','shipmentId':'S1','reason':'#'}",
          "{'type':'shipment.ready_for_pickup','shipmentId':'S1','location':'@','reason':'#'}",
          "{'type':'shipment.exception','shipmentId':'S1','reason':'#','party':'customs'}",
          "{'type':'shipment.delivered','shipmentId':'S1','location':'@','reason':'#'}",
          "{'type':'shipment.exception','shipmentId':'S1','reason':'#','party':'consignee'}",
          "{'type':'shipment.lost','shipmentId':'S1','location':'@','reason':'#'}",
          "{'type':'shipment.in_transit','shipmentId':'S1','location':'@','reason':'#'}",
          "{'type':'shipment.returning','shipmentId':'S1','location':'@','reason':'#'}",
          "{'type':'shipment.returned_to_sender','shipmentId':'S1','location':'@','reason':'#'}");

  private static final String CANCELLED = "{'type':'order.cancelled','reason':'#'}";

  private static final Pattern BLOCK =
      Pattern.compile(
          "event: [a-z_.]+\ndata: \\{[^\\x00-\\x1f]*}\n(retry: [0-9]+\n)?id: [0-9a-z]+-c[0-9]+",
          Pattern.DOTALL);

  @TempDir static Path data;

  private static RunningService service;

  @BeforeAll
  static void start() {
    service = RunningService.start(data);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  static Stream<String> texts() {
    return Stream.of(
        "a\rb",
        "a\nb",
        "a\r\nb\r\n\r\nc",
        "a\u0000b",
        "data: {}",
        "x\n\nevent: order.cancelled\ndata: {}\n\n",
        "x\r\revent: end\rdata: {\"reason\":\"logout\"}\r\r",
        "id: k3f9-c1\nretry: 1\n: comment",
        "\uFEFFdata: bom",
        "🛵📦👩‍🚒 e\u0301",
        "\u202Eylkaerf\u202C",
        "</script><script>alert(1)</script><!--",
        "a\u2028b\u2029c\u0085d\u000Be\ff",
        "\"}\\\\ \\n \\u000a %0A%0D &#10;",
        "\u0001\u0002\u001F\u007F\u009F.",
        "x\n".repeat(MAX_TEXT_LENGTH / 2));
  }

  @Test
  void everyTypeOfEventIsTested() {
    var told =
        Stream.concat(EVENTS.stream(), Stream.of(CANCELLED, "{'type':'order.placed'}"))
            .map(step -> filled(step, "x").get("type").textValue())
            .collect(Collectors.toSet());

    assertEquals(
        Arrays.stream(EventType.values()).map(EventType::wireName).collect(Collectors.toSet()),
        told);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("texts")
  void everyFieldOfEveryRequestArrivesAsItIsStored(String text) throws CharacterCodingException {
    var customer = "c" + Integer.toHexString(text.hashCode());
    service.customer(customer);
    try (var stream = EventStream.open(service.port(), "/api/customers/" + customer + "/events")) {
      stream.await("ready");
      var sent = new ArrayList<JsonNode>();
      append(customer, EVENTS, text, sent);
      append(customer, List.of(CANCELLED), text, sent);

      for (int i = 0; i < sent.size(); i++) {
        var event = stream.next();
        assertEquals(i + 1, event.number());
        assertEqualsRequest(sent.get(i), event);
      }
      assertIsMadeOfBlocks(2 + sent.size(), stream.raw());
    }
  }

  private static void append(
      String customer, List<String> events, String text, List<JsonNode> sent) {
    sent.add(filled(ORDER.replace("CUSTOMER", customer), text));
    var placed = service.post("/api/orders", sent.getLast().toString());
    assertEquals(201, placed.statusCode(), placed::body);
    var order = RunningService.json(placed).get("id").textValue();
    for (var step : events) {
      sent.add(filled(step, text));
      service.append(order, sent.getLast().toString());
    }
  }

  private static JsonNode filled(String template, String text) {
    return fill(RunningService.json(template.replace('\'', '"')), text);
  }

  private static JsonNode fill(JsonNode node, String text) {
    return switch (node) {
      case ObjectNode object -> {
        object.properties().forEach(field -> field.setValue(fill(field.getValue(), text)));
        yield object;
      }
      case ArrayNode array -> {
        array.forEach(each -> fill(each, text));
        yield array;
      }
      case TextNode mark when mark.textValue().equals("#") -> atMost(MAX_TEXT_LENGTH, text);
      case TextNode mark when mark.textValue().equals("@") -> atMost(MAX_NAME_LENGTH, text);
      default -> node;
    };
  }

  private static TextNode atMost(int length, String text) {
    return TextNode.valueOf(text.substring(0, Math.min(length, text.length())));
  }

  private static void assertEqualsRequest(JsonNode sent, EventStream.Event event) {
    var type = sent.has("type") ? sent.get("type").textValue() : "order.placed";
    assertEquals(type, event.event());
    var data = RunningService.json(event.data());
    assertEquals(type, data.get("type").textValue());
    for (var field : TEXT_FIELDS) {
      assertEquals(
          stored(sent.findValuesAsText(field)), data.get("data").findValuesAsText(field), field);
    }
  }

  /** Text is stored composed, without U+0000 and the controls that turn the text around them. */
  private static List<String> stored(List<String> texts) {
    return texts.stream()
        .map(text -> text.replaceAll("[\\x{0}\\x{202A}-\\x{202E}]", ""))
        .map(text -> Normalizer.normalize(text, Normalizer.Form.NFC))
        .toList();
  }

  /** The stream is strict UTF-8 with LF only; every block has an id, an event and one data line. */
  private static void assertIsMadeOfBlocks(int count, byte[] raw) throws CharacterCodingException {
    var body = UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    assertTrue(body.endsWith("\n\n"));
    var blocks = body.substring(0, body.length() - 2).split("\n\n", -1);
    assertEquals(count, blocks.length);
    for (var block : List.of(blocks).subList(1, count)) {
      assertTrue(BLOCK.matcher(block).matches(), block);
    }
  }
}
