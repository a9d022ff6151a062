package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream byte by byte, as a browser, a proxy or a shell script gets it. */
final class WireFormatIT {
  private static final List<String> HEAD =
      List.of(
          "Cache-Control: no-store",
          "Connection: keep-alive",
          "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
          "Content-Type: text/event-stream",
          "Cross-Origin-Resource-Policy: same-origin",
          "HTTP/1.1 200 OK",
          "Referrer-Policy: no-referrer",
          "Transfer-Encoding: chunked",
          "Vary: Accept",
          "X-Accel-Buffering: no",
          "X-Content-Type-Options: nosniff");

  @TempDir static Path data;

  private static RunningService service;
  private static String epoch;

  @BeforeAll
  static void start() {
    service = RunningService.start(data);
    service.customer("ada");
    epoch = service.epoch();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void theHeadersAndTheRetryTimeAreSentAtOnce() {
    try (var connection = RawConnection.to(service.port())) {
      connection.follow("/api/customers/ada/events");

      assertEquals(HEAD, withoutDate(connection.head()));
      var retry = connection.chunk();
      assertTrue(retry.matches("retry: [2-8][0-9]{3}\n\n"), retry);
      assertTrue(Integer.parseInt(retry.substring(7, 11)) <= 8000, retry);
      assertTrue(connection.chunk().contains("event: ready\n"));
    }
  }

  @Test
  void aStreamOfAnOrderAndTheStaffStreamHaveTheSameHead() {
    service.customer("grace");
    var order = service.order("grace");
    for (var path : List.of("/api/orders/" + order + "/events", "/api/events")) {
      try (var connection = RawConnection.to(service.port())) {
        connection.follow(path);

        assertEquals(HEAD, withoutDate(connection.head()), path);
      }
    }
  }

  /** The whole body, byte by byte: there is no BOM and no CR. */
  @Test
  void theBodyIsTheRetryTimeTheMissedChangesReadyAndTheLiveChanges() {
    service.customer("linus");
    var order = service.order("linus");
    service.append(order, "{\"type\":\"order.confirmed\"}");

    try (var stream =
        EventStream.open(service.port(), "/api/customers/linus/events?after=" + epoch + "-c0")) {
      stream.await("ready");
      service.append(order, "{\"type\":\"order.held\",\"reason\":\"paid?\"}");
      service.append(order, "{\"type\":\"order.released\"}");
      stream.await("order.released");

      var body = new String(stream.raw(), UTF_8);
      assertEquals(
          "retry: 0000\n\n"
              + block("linus", 1)
              + block("linus", 2)
              + ready(2)
              + block("linus", 3)
              + block("linus", 4),
          body.replaceAll("(?m)^retry: [0-9]{4}$", "retry: 0000"));
    }
  }

  /** A client that reads a chunk has whole events. */
  @Test
  void everyChunkEndsInABlankLine() {
    service.customer("barbara");
    var order = service.order("barbara");
    for (int i = 0; i < 120; i++) {
      service.append(
          order, "{\"type\":\"order.note_added\",\"text\":\"%s\"}".formatted("x".repeat(1500)));
    }

    try (var connection = RawConnection.to(service.port())) {
      connection.follow("/api/customers/barbara/events?after=" + epoch + "-c0").head();
      for (var chunk = ""; !chunk.contains("event: ready"); ) {
        chunk = connection.chunk();
        assertTrue(chunk.endsWith("\n\n"), chunk);
      }
    }
  }

  @Test
  void headHasTheSameHeadersAndNoBodyAndTheConnectionStaysOpen() {
    try (var connection = RawConnection.to(service.port())) {
      connection.request("HEAD", "/api/customers/ada/events");
      var head = withoutDate(connection.head());
      connection.request("HEAD", "/api/customers/ada/events");
      var again = withoutDate(connection.head());

      assertTrue(head.containsAll(List.of(HEAD.get(0), HEAD.get(2), HEAD.get(3))), head::toString);
      assertEquals(head, again);
    }
  }

  @Test
  void aStreamIsNeverCompressed() {
    try (var connection = RawConnection.to(service.port())) {
      connection.follow("/api/customers/ada/events", "Accept-Encoding: gzip, deflate, br");

      assertEquals(HEAD, withoutDate(connection.head()));
      assertTrue(connection.chunk().startsWith("retry: "));
    }
  }

  private static List<String> withoutDate(List<String> head) {
    return head.stream().filter(line -> !line.startsWith("Date: ")).sorted().toList();
  }

  /** A change as in the contract, made from the history. */
  private static String block(String customer, int number) {
    var history =
        service.get(
            "/api/customers/" + customer + "/events?limit=1&after=" + epoch + "-c" + (number - 1));
    var event = (ObjectNode) RunningService.json(history).get("events").get(0);
    event.remove("cursor");
    return "event: %s\ndata: %s\nid: %s-c%d\n\n"
        .formatted(event.get("type").textValue(), event, epoch, number);
  }

  private static String ready(int number) {
    return "event: ready\ndata: {\"cursor\":\"%1$s-c%2$d\"}\nretry: 0000\nid: %1$s-c%2$d\n\n"
        .formatted(epoch, number);
  }
}
