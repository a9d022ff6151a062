package waybill;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In 256 MiB: what clients send without end or do not read costs other clients nothing. */
final class GreedyClientsIT {
  /** Far above the second that is promised, because a busy machine is slow. */
  private static final Duration LIMIT_OF_A_CHANGE = Duration.ofSeconds(10);

  private static final int SMALL_BUFFER = 4 * 1024;
  private static final byte[] MIB = " ".repeat(1 << 20).getBytes(US_ASCII);

  @TempDir Path data;

  private final List<Socket> sockets = new ArrayList<>();
  private ServiceProcess service;

  @BeforeEach
  void start() {
    service =
        ServiceProcess.start(
            data.resolve("small"),
            "JAVA_TOOL_OPTIONS",
            "-Xmx256m",
            "WAYBILL_DEMO",
            "true",
            "WAYBILL_DEMO_SIMULATOR",
            "false",
            "WAYBILL_STREAM_STALL",
            "PT2S");
  }

  @AfterEach
  void stop() throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
    service.close();
  }

  @Test
  void chunksOfStrangersAreNotKept() throws IOException {
    var type = "Content-Type: application/x-ndjson";
    var head = "POST /api/events HTTP/1.1\r\nHost: x\r\n" + type + "\r\n";
    head += "Transfer-Encoding: chunked\r\n\r\n1000000\r\n";
    int sent = 0;
    for (int i = 0; i < 31; i++) {
      sent += sendMebibytes(open(head), 15);
    }

    assertTrue(sent < 31 * 15 / 2, () -> "the service took most of what strangers sent");
    assertChangesAreQuick();
  }

  @Test
  void noRouteHoldsMoreThanItMayForClientsThatDoNotReadOrDoNotEnd() throws IOException {
    var token = StaffTokens.bearer(service.port());
    for (var route : routes().entrySet()) {
      var path =
          route
              .getKey()
              .replace("/customers/{id}", "/customers/ada")
              .replaceAll("\\{\\w+}", "WB-1");
      for (var method : route.getValue()) {
        var head =
            method
                + " "
                + path
                + " HTTP/1.1\r\nHost: x\r\nAuthorization: "
                + token
                + "\r\nContent-Type: application/"
                + (path.equals("/api/events") ? "x-ndjson" : "json");
        open((head + "\r\n\r\n").repeat(50));
        open(head + "\r\nContent-Length: 1000\r\n\r\n" + " ".repeat(500));
        int mebibytes = path.equals("/api/events") ? 16 : 1;
        sendMebibytes(
            open(head + "\r\nContent-Length: " + mebibytes * MIB.length + "\r\n\r\n"), mebibytes);
      }
      assertChangesAreQuick();
    }
  }

  @Test
  void aClientThatDoesNotReadIsCut() throws IOException {
    var silent = open("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(300));

    Await.until("it is cut", () -> !canWrite(silent));
  }

  @Test
  void aBulkPlaceComesBackWhenItsResultsAreNotRead() throws IOException {
    var token = StaffTokens.bearer(service.port());
    var line = "{\"orderId\":\"WB-1\",\"type\":\"" + "x".repeat(200) + "\"}\n";
    var body = line.repeat(9000);
    var head =
        "POST /api/events HTTP/1.1\r\nHost: x\r\nAuthorization: "
            + token
            + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: ";
    for (int i = 0; i < 2; i++) {
      open(head + body.length() + "\r\n\r\n" + body);
    }

    Await.until(
        "there is a place",
        () -> {
          try (var third = RawHttp.connect(service.port())) {
            third.send(head + "1\r\n\r\n ");
            return third.answer(false).status() == 200;
          }
        });
  }

  private static boolean canWrite(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns how much was sent before the service closed the connection. */
  private static int sendMebibytes(Socket socket, int count) {
    for (int i = 0; i < count; i++) {
      try {
        socket.getOutputStream().write(MIB);
      } catch (IOException e) {
        return i;
      }
    }
    return count;
  }

  private Socket open(String text) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(SMALL_BUFFER);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
    sockets.add(socket);
    try {
      socket.getOutputStream().write(text.getBytes(UTF_8));
    } catch (IOException e) {
      // refused before it was sent
    }
    return socket;
  }

  private Map<String, Set<String>> routes() {
    try (var other = RunningService.start(data.resolve("other"))) {
      return other.waybill().server().routes();
    }
  }

  private void assertChangesAreQuick() {
    long start = System.nanoTime();
    try (var neighbour = RawHttp.connect(service.port(), "127.0.0.2")) {
      var body = "{\"id\":\"n%d\",\"name\":\"N\",\"email\":\"n@example.com\"}".formatted(start);
      var answer =
          neighbour.tell(
              "POST /api/customers",
              body.getBytes(UTF_8),
              "Authorization: " + StaffTokens.bearer(service.port()),
              "Content-Type: application/json");
      assertEquals(201, answer.status(), answer::body);
    }
    var took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.compareTo(LIMIT_OF_A_CHANGE) < 0, () -> "a change took " + took);
  }
}
