package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.logging.common.LogConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the first minutes of a service are like, in a few seconds: the JVM watches it and writes the
 * AOT cache, from which later starts take their classes. Twice, because a start with data differs
 * from the first one.
 */
final class AotTraining {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern TOKEN = Pattern.compile("\"accessToken\":\"([^\"]+)\"");
  private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/[^\"]+\\.(?:css|js))\"");

  private final int port;
  private final String order;

  private AotTraining(Waybill waybill) {
    port = waybill.server().port();
    order = waybill.demo().orElseThrow().parked().orElseThrow().id().toString();
  }

  public static void main(String[] args) throws IOException {
    LogConfig.configureRuntime();
    var data = Files.createTempDirectory("waybill-training");
    try {
      for (int start = 1; start <= 2; start++) {
        try (var waybill = Main.start(settings(data))) {
          new AotTraining(waybill).play();
        }
      }
    } finally {
      delete(data);
    }
  }

  private static Settings settings(Path data) {
    return Settings.read(
        Map.of(
            "WAYBILL_DATA", data.toString(),
            "WAYBILL_DEMO", "true",
            "WAYBILL_DEMO_SIMULATOR", "false",
            "WAYBILL_STREAM_DRAIN", "PT0.1S",
            "WAYBILL_MANAGEMENT_PORT", "0",
            "SERVER_PORT", "0"));
  }

  /** A page is loaded, and its stream hears of a change. */
  private void play() throws IOException {
    var page = ask("GET /", "", "");
    for (var asset : ASSET.matcher(page).results().toList()) {
      ask("GET " + asset.group(1), "", "");
    }
    var token =
        TOKEN.matcher(
            ask("POST /api/tokens", "", "{\"username\":\"staff\",\"password\":\"staff\"}"));
    if (!token.find()) {
      throw new IOException("no token");
    }
    var staff = "Authorization: Bearer " + token.group(1) + "\r\n";
    ask("GET /api/customers/ada/orders", staff, "");
    ask("GET /api/orders/" + order, staff, "");
    try (var socket = open()) {
      send(socket, "GET /api/customers/ada/events", staff + "Accept: text/event-stream\r\n", "");
      var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      await(lines, "event: ready");
      ask(
          "POST /api/orders/" + order + "/events",
          staff,
          "{\"type\":\"order.note_added\",\"text\":\"A training\"}");
      await(lines, "event: order.note_added");
    }
  }

  private static void await(BufferedReader lines, String wanted) throws IOException {
    for (var line = lines.readLine(); !wanted.equals(line); line = lines.readLine()) {
      if (line == null) {
        throw new IOException("the stream ended before " + wanted);
      }
    }
  }

  /** The whole answer, which must be a good one. */
  private String ask(String request, String headers, String json) throws IOException {
    try (var socket = open()) {
      send(socket, request, headers + "Connection: close\r\n", json);
      var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      if (!answer.startsWith("HTTP/1.1 2")) {
        throw new IOException(request + ": " + answer);
      }
      return answer;
    }
  }

  private Socket open() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private void send(Socket socket, String request, String headers, String json) throws IOException {
    var body =
        json.isEmpty()
            ? ""
            : "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n";
    var text =
        request + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + headers + body + "\r\n" + json;
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
