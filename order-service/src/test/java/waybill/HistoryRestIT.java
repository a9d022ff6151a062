package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.engine.Engine;

/** The snapshot that a page starts from, and the history of events as JSON. */
final class HistoryRestIT {
  private static RunningService service;
  private static Path folder;
  private static String first;
  private static String second;
  private static String epoch;

  @BeforeAll
  static void start(@TempDir Path data) {
    folder = data;
    service = RunningService.start(data);
    service.customer("ada");
    first = service.order("ada");
    second = service.order("ada");
    service.customer("short");
    var third = service.order("short");
    for (int i = 0; i < 3; i++) {
      note(first);
      note(second);
      note(third);
    }
    epoch = snapshot("ada").get("cursor").textValue().split("-", 2)[0];
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void theSnapshotHasTheCursorForItsStream() {
    var response = service.get("/api/customers/ada/orders");

    var snapshot = ResponseAssertions.json(200, response);
    assertEquals(epoch + "-c8", snapshot.get("cursor").textValue());
    assertEquals(2, snapshot.get("orders").size());
    assertTrue(snapshot.at("/orders/0").has("allowed"), "staff asked");
    assertEquals("no-store", ResponseAssertions.header(response, "Cache-Control"));
    assertEquals(
        "</api/customers/ada/events?after=" + epoch + "-c8>; rel=\"stream\"",
        ResponseAssertions.header(response, "Link"));
  }

  @Test
  void aCustomerWithoutOrdersHasAnEmptySnapshotAndHistory() {
    service.customer("new");

    assertEquals(epoch + "-c0", snapshot("new").get("cursor").textValue());
    assertEquals(0, snapshot("new").get("orders").size());
    assertEquals(
        "{\"cursor\":\"" + epoch + "-c0\",\"events\":[]}",
        service.get("/api/customers/new/events").body());
  }

  @Test
  void thePagesOfACustomersHistoryHaveNoGapAndNoDuplicate() {
    var cursors = walk("/api/customers/ada/events", 3);

    assertEquals(IntStream.rangeClosed(1, 8).mapToObj(n -> epoch + "-c" + n).toList(), cursors);
  }

  @Test
  void anOrdersHistoryHasItsOwnCursors() {
    var cursors = walk("/api/orders/" + second + "/events", 2);

    assertEquals(IntStream.rangeClosed(1, 4).mapToObj(n -> epoch + "-o" + n).toList(), cursors);
  }

  @Test
  void withoutACursorTheHistoryStartsAtTheFirstEvent() {
    var response = service.get("/api/orders/" + first + "/events");

    var events = ResponseAssertions.json(200, response).get("events");
    assertEquals("order.placed", events.get(0).get("type").textValue());
    assertEquals(4, events.size());
    assertEquals("no-store", ResponseAssertions.header(response, "Cache-Control"));
    assertEquals("Accept", ResponseAssertions.header(response, "Vary"));
  }

  @Test
  void afterTheLastEventThePageIsEmptyAndHasTheSameCursor() {
    var page = history("/api/customers/ada/events?after=" + epoch + "-c8");

    assertEquals(epoch + "-c8", page.get("cursor").textValue());
    assertEquals(0, page.get("events").size());
  }

  @Test
  void beforeACursorTheHistoryGoesBackToTheFirstEvent() {
    var cursors = new ArrayList<String>();
    var next = "latest";
    JsonNode page;
    do {
      page = history("/api/customers/ada/events?limit=3&before=" + next);
      page.get("events").forEach(event -> cursors.add(event.get("cursor").textValue()));
      next = page.get("cursor").textValue();
    } while (page.get("events").size() == 3);

    assertEquals(
        IntStream.rangeClosed(1, 8).mapToObj(n -> epoch + "-c" + (9 - n)).toList(), cursors);
    assertEquals(epoch + "-c0", next);
    assertEquals(0, history("/api/customers/ada/events?before=" + next).get("events").size());
  }

  @Test
  void anOrdersHistoryGoesBackToo() {
    var page = history("/api/orders/" + second + "/events?limit=2&before=" + epoch + "-o3");

    assertEquals(epoch + "-o3", page.get("events").get(0).get("cursor").textValue());
    assertEquals(epoch + "-o2", page.get("events").get(1).get("cursor").textValue());
    assertEquals(epoch + "-o1", page.get("cursor").textValue());
  }

  @Test
  void aHistoryWithoutItsBeginningGoesBackToTheFirstThatIsLeft() throws SQLException {
    try (var connection = DriverManager.getConnection(Engine.h2(folder), "sa", "");
        var delete = connection.createStatement()) {
      delete.execute(
          "delete from event where seq <= 3 and customer_number = (select number from customer where id = 'short')");
    }

    var page = history("/api/customers/short/events?before=" + epoch + "-c4");

    assertEquals(1, page.get("events").size());
    assertEquals(epoch + "-c4", page.get("events").get(0).get("cursor").textValue());
  }

  @Test
  void aHistoryGoesInOneDirection() {
    var both = "?after=" + epoch + "-c1&before=" + epoch + "-c2";

    ResponseAssertions.problem(400, "malformed", service.get("/api/customers/ada/events" + both));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbled",
        "zzzz-c1",
        "EPOCH-c9",
        "EPOCH-o9",
        "EPOCH-1",
        "EPOCH-c-1",
        "EPOCH-c01",
        "EPOCH-c",
        "-1",
        "%00",
        "EPOCH-c99999999999999999999",
        "EPOCH-c1%20"
      })
  void aCursorThatCannotBeResumedIsGone(String cursor) {
    var after = "?after=" + cursor.replace("EPOCH", epoch);

    ResponseAssertions.problem(
        410, "cursor-gone", service.get("/api/customers/ada/events" + after));
    ResponseAssertions.problem(
        410,
        "cursor-gone",
        service.get("/api/customers/ada/events" + after.replace("after", "before")));
    ResponseAssertions.problem(
        410, "cursor-gone", service.get("/api/orders/" + first + "/events" + after));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "501", "-1", "1.5", "x"})
  void aLimitOutsideOneToFiveHundredIsMalformed(String limit) {
    ResponseAssertions.problem(
        400, "malformed", service.get("/api/customers/ada/events?limit=" + limit));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/xml",
        "application/json;q=0",
        "image/*",
        "garbage",
        ";",
        "application/json;q=0.000, */*"
      })
  void anAcceptHeaderWithoutJsonIsRefusedWithTheMediaTypes(String accept) {
    var problem =
        ResponseAssertions.problem(
            406, "not-acceptable", service.get("/api/customers/ada/events", "Accept", accept));

    assertTrue(problem.get("detail").textValue().contains("text/event-stream"));
    ResponseAssertions.problem(
        406, "not-acceptable", service.get("/api/orders/" + first, "Accept", accept));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/*",
        "text/html, application/json;q=0.1",
        "APPLICATION/JSON",
        "garbage, application/json",
        "text/event-stream;q=0.5, application/json",
        "text/event-stream, application/json",
        "application/json, text/event-stream",
        "text/event-stream, */*",
        "text/*, application/*",
        "application/json;q=x"
      })
  void anAcceptHeaderThatIncludesJsonGetsJson(String accept) {
    ResponseAssertions.json(200, service.get("/api/customers/ada/events", "Accept", accept));
  }

  @Test
  void theEventsOfAllOrdersHaveNoHistory() {
    ResponseAssertions.problem(406, "not-acceptable", service.get("/api/events"));
  }

  private static List<String> walk(String path, int limit) {
    var cursors = new ArrayList<String>();
    var page = history(path + "?limit=" + limit);
    while (!page.get("events").isEmpty()) {
      cursors.addAll(ResponseAssertions.texts(page.get("events"), "cursor"));
      assertEquals(cursors.getLast(), page.get("cursor").textValue());
      page = history(path + "?limit=" + limit + "&after=" + page.get("cursor").textValue());
    }
    return cursors;
  }

  private static void note(String order) {
    service.append(order, "{\"type\":\"order.note_added\",\"text\":\"hello\"}");
  }

  private static JsonNode snapshot(String customer) {
    return ResponseAssertions.json(200, service.get("/api/customers/" + customer + "/orders"));
  }

  private static JsonNode history(String path) {
    return ResponseAssertions.json(200, service.get(path));
  }
}
