package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What staff tell each other about an order: for them alone, and without a trace elsewhere. */
final class NotesRestIT {
  private static RunningService service;
  private static TestAccounts accounts;

  private String order;
  private String notes;

  @BeforeAll
  static void start(@TempDir Path data) {
    service = RunningService.start(data);
    accounts = new TestAccounts(service);
    accounts.customer("ada");
    accounts.staff("boss");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void newOrder() {
    order = service.order("ada");
    notes = "/api/orders/" + order + "/notes";
  }

  private static String note(String text) {
    return "{\"text\":\"%s\"}".formatted(text);
  }

  private List<String> history() {
    var answer = ResponseAssertions.json(200, service.get("/api/orders/" + order + "/history"));
    return StreamSupport.stream(answer.get("history").spliterator(), false)
        .map(entry ->
            entry.get("by").textValue()
                + " "
                + entry.path("text").asText(entry.path("event").path("type").asText()))
        .toList();
  }

  @Test
  void aNoteIsKeptWithItsAuthorAndTime() {
    var answer =
        service.post(
            notes, note("call back\\n<b>today</b> ☎"), "Authorization", accounts.token("boss"));

    var note = ResponseAssertions.json(201, answer);
    assertEquals("note", note.get("kind").textValue());
    assertEquals("boss", note.get("by").textValue());
    assertEquals("call back\n<b>today</b> ☎", note.get("text").textValue());
    assertFalse(Instant.parse(note.get("at").textValue()).isAfter(Instant.now()));
    var history = RunningService.json(service.get("/api/orders/" + order + "/history"));
    assertEquals(note, history.get("history").get(1));
  }

  @Test
  void theHistoryTellsEventsAndNotesInTheOrderInWhichTheyCame() {
    service.post(notes, note("one"));
    service.append(order, "{\"type\":\"order.confirmed\"}");
    service.post(notes, note("two"), "Authorization", accounts.token("boss"));
    service.post(notes, note("three"));
    service.append(order, "{\"type\":\"order.held\",\"reason\":\"checking\"}");

    assertEquals(
        List.of(
            "admin order.placed",
            "admin one",
            "admin order.confirmed",
            "boss two",
            "admin three",
            "admin order.held"),
        history());
  }

  @Test
  void aNoteTouchesNeitherVersionNorSequenceNorAnyStream() {
    var path = "/api/customers/ada/events";
    var order = "/api/orders/" + this.order;
    var before = service.get(order);
    var cursor = RunningService.json(service.get("/api/customers/ada/orders")).get("cursor");
    try (var ofCustomer = EventStream.open(service.port(), path);
        var ofOrder = EventStream.open(service.port(), order + "/events");
        var ofAll = EventStream.open(service.port(), "/api/events")) {
      var streams = List.of(ofCustomer, ofOrder, ofAll);
      ofCustomer.await("ready");
      ofOrder.await("ready");
      ofAll.await("reset");

      service.post(notes, note("internal-secret"));
      assertEquals(before.body(), service.get(order).body());
      assertEquals(
          cursor, RunningService.json(service.get("/api/customers/ada/orders")).get("cursor"));
      service.append(this.order, "{\"type\":\"order.confirmed\"}");

      for (var stream : streams) {
        stream.changes(1);
        assertFalse(new String(stream.raw(), UTF_8).contains("internal-secret"));
      }
    }
    assertFalse(service.get(path).body().contains("internal-secret"));
  }

  @Test
  void whatIsWrongWithANoteIsNamed() {
    ResponseAssertions.invalid(service.post(notes, "{}"), "/text");
    ResponseAssertions.invalid(service.post(notes, note(" ")), "/text");
    ResponseAssertions.invalid(service.post(notes, note("x".repeat(2001))), "/text");
    ResponseAssertions.invalid(service.post(notes, "{\"text\":\"x\",\"public\":true}"), "/public");
    ResponseAssertions.problem(400, "malformed", service.post(notes, "text"));
    assertEquals(201, service.post(notes, note("\\ud83d\\udd11".repeat(1000))).statusCode());
    ResponseAssertions.problem(
        404, "not-found", service.post("/api/orders/WB-NONE/notes", note("x")));
    ResponseAssertions.problem(404, "not-found", service.get("/api/orders/WB-NONE/history"));
  }

  @Test
  void notesAndNamesAreForStaffOnly() {
    service.post(notes, note("internal-secret"));
    var guest = accounts.guest(accounts.link(order));
    var ada = accounts.session("ada");
    var history = "/api/orders/" + order + "/history";

    ResponseAssertions.problem(403, "forbidden", service.get(history, "Cookie", ada));
    ResponseAssertions.problem(403, "forbidden", service.post(notes, note("x"), "Cookie", ada));
    ResponseAssertions.problem(401, "unauthorized", service.get(history, "Cookie", guest));
    ResponseAssertions.problem(
        401, "unauthorized", service.post(notes, note("x"), "Cookie", guest));
    for (var cookie : List.of(ada, guest)) {
      var seen = service.get("/api/orders/" + order + "/events", "Cookie", cookie).body();
      assertFalse(seen.contains("internal-secret") || seen.contains("admin"));
    }
  }
}
