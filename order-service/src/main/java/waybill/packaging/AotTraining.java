package waybill.packaging;

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
import waybill.Main;
import waybill.Settings;

/**
 * Starts the service and sends it typical requests while the JVM records the AOT cache, from which
 * later starts take their classes. It runs twice, because a start with data differs from the first
 * one.
 */
final class AotTraining {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);
  private static final Pattern TOKEN = Pattern.compile("\"accessToken\":\"([^\"]+)\"");
  private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/[^\"]+\\.(?:css|js))\"");

  private static final Pattern FIRST_ORDER =
      Pattern.compile("\"orders\":\\[\\{\"id\":\"([^\"]+)\"");

  private final int port;

  private AotTraining(int port) {
    this.port = port;
  }

  public static void main(String[] args) throws IOException {
    LogConfig.configureRuntime();
    var data = Files.createTempDirectory("waybill-training");
    try {
      for (int start = 1; start <= 2; start++) {
        try (var waybill = Main.start(settings(data))) {
          new AotTraining(waybill.server().port()).sendRequests();
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

  /** Loads a page, opens its stream and waits there for a change. */
  private void sendRequests() throws IOException {
    var page = request("GET /", "", "");
    for (var asset : ASSET.matcher(page).results().toList()) {
      request("GET " + asset.group(1), "", "");
    }
    var signIn = "{\"username\":\"staff\",\"password\":\"staff\"}";
    var token = find(TOKEN, request("POST /api/tokens", "", signIn));
    var staff = "Authorization: Bearer " + token + "\r\n";
    var order = find(FIRST_ORDER, request("GET /api/customers/ada/orders", staff, ""));
    request("GET /api/orders/" + order, staff, "");
    try (var socket = open()) {
      send(socket, "GET /api/customers/ada/events", staff + "Accept: text/event-stream\r\n", "");
      var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      await(lines, "event: ready");
      request(
          "POST /api/orders/" + order + "/events",
          staff,
          "{\"type\":\"order.note_added\",\"text\":\"A training\"}");
      await(lines, "event: order.note_added");
    }
  }

  private static String find(Pattern pattern, String response) throws IOException {
    var found = pattern.matcher(response);
    if (!found.find()) {
      throw new IOException(pattern + " is not in " + response);
    }
    return found.group(1);
  }

  private static void await(BufferedReader lines, String wanted) throws IOException {
    for (var line = lines.readLine(); !wanted.equals(line); line = lines.readLine()) {
      if (line == null) {
        throw new IOException("the stream ended before " + wanted);
      }
    }
  }

  /**
   * Returns the whole response.
   *
   * @throws IOException if the status is not one of success
   */
  private String request(String line, String headers, String json) throws IOException {
    try (var socket = open()) {
      send(socket, line, headers + "Connection: close\r\n", json);
      var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      if (!answer.startsWith("HTTP/1.1 2")) {
        throw new IOException(line + ": " + answer);
      }
      return answer;
    }
  }

  private Socket open() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) READ_TIMEOUT.toMillis());
    return socket;
  }

  private void send(Socket socket, String line, String headers, String json) throws IOException {
    var body =
        json.isEmpty()
            ? ""
            : "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n";
    var text =
        line + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + headers + body + "\r\n" + json;
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
