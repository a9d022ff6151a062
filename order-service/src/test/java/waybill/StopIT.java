package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.EventStream.Event;

/** The service gets SIGTERM with a thousand open streams while orders change. */
final class StopIT {
  private static final int STREAMS = 1000;
  private static final List<String> CUSTOMERS = List.of("ada", "grace", "linus");

  /** The drain period is three seconds; the rest of the stop has two. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  @TempDir Path data;
  private ServiceProcess service;
  private final List<EventStream> streams = new ArrayList<>();

  @BeforeEach
  void openStreams() {
    service =
        ServiceProcess.start(
            data, "WAYBILL_DEMO", "true", "WAYBILL_LIMITS_CREDENTIAL", String.valueOf(STREAMS));
    for (int i = 0; i < STREAMS; i++) {
      var customer = CUSTOMERS.get(i % CUSTOMERS.size());
      streams.add(
          EventStream.open(service.port(), "/api/customers/" + customer + "/events?client=c" + i));
    }
    streams.forEach(stream -> stream.await("ready"));
  }

  @AfterEach
  void close() {
    streams.forEach(EventStream::close);
    service.close();
  }

  @Test
  void everyStreamEndsProperlyAndNoChangeIsLost() throws IOException {
    var lastNote = addNote();
    var outputBefore = service.output();
    long start = System.nanoTime();

    service.terminate();
    streams.getFirst().await("end");
    var newcomer = open();
    var endings = streams.stream().skip(1).map(EventStream::untilEnd).toList();
    int exitCode = service.awaitExit();
    var took = Duration.ofNanos(System.nanoTime() - start);

    endings.forEach(StopIT::assertEndedByShutdown);
    streams.forEach(stream -> assertTrue(stream.isComplete(), "the last chunk is missing"));
    assertIsToldToComeBack(newcomer);
    assertTrue(exitCode == 143 || exitCode == 0, () -> "exit code " + exitCode);
    assertEquals(outputBefore, service.output());
    assertTrue(took.compareTo(STOP_TIMEOUT) < 0, took::toString);
    assertNoChangeIsLostAfterARestart(lastNote);
  }

  /** Makes a change just before the stop. */
  private Acknowledged addNote() throws IOException {
    var orders = RunningService.json(service.get("/api/customers/ada/orders"));
    var order = orders.at("/orders/0/id").textValue();
    var event = "{\"type\":\"order.note_added\",\"text\":\"The last note\"}";
    var answer = service.post("/api/orders/" + order + "/events", event);
    assertEquals(201, answer.statusCode());
    return new Acknowledged(order, answer.body());
  }

  private record Acknowledged(String order, String event) {}

  private HttpResponse<String> open() throws IOException {
    return service.get("/api/customers/ada/events", "Accept", "text/event-stream");
  }

  /** A browser's EventSource would never come back after any other status. */
  private static void assertIsToldToComeBack(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode());
    assertEquals("text/event-stream", answer.headers().firstValue("Content-Type").orElse(""));
    assertTrue(
        answer.body().startsWith("event: end\ndata: {\"reason\":\"shutdown\"}\nretry: "),
        answer::body);
  }

  /** No event is cut, and the last one is the only {@code end}. */
  private static void assertEndedByShutdown(List<Event> rest) {
    var end = rest.getLast();
    assertEquals(new Event("", "end", "{\"reason\":\"shutdown\"}", end.retry()), end);
    assertTrue(rest.stream().noneMatch(event -> event.event().equals("(cut block)")));
    assertEquals(1, rest.stream().filter(event -> event.event().equals("end")).count());
  }

  /** The note is in the log, and every stream has received its customer's last event. */
  private void assertNoChangeIsLostAfterARestart(Acknowledged lastNote) throws IOException {
    try (var restarted =
        ServiceProcess.start(data, "WAYBILL_DEMO", "true", "WAYBILL_DEMO_SIMULATOR", "false")) {
      var history = restarted.get("/api/orders/" + lastNote.order() + "/events?limit=500").body();
      var cursor = RunningService.json(lastNote.event()).get("cursor").textValue();
      assertTrue(history.contains(lastNote.event()), () -> cursor + " is not in " + history);

      for (int first = 0; first < CUSTOMERS.size(); first++) {
        var head = head(restarted, CUSTOMERS.get(first));
        for (int i = first; i < STREAMS; i += CUSTOMERS.size()) {
          assertEquals(head, streams.get(i).lastId());
        }
      }
    }
  }

  private static String head(ServiceProcess service, String customer) throws IOException {
    var snapshot = RunningService.json(service.get("/api/customers/" + customer + "/orders"));
    return snapshot.get("cursor").textValue();
  }
}
