package waybill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** By what right tests speak to the services they started: as staff, unless they say otherwise. */
final class StaffTokens {
  static final String PASSWORD = "a password for tests";

  private static final Map<Integer, String> BY_PORT = new ConcurrentHashMap<>();
  private static volatile String latest = "";

  private StaffTokens() {}

  /** Asks the service on this port for a token and keeps it. */
  static void fetch(URI service, String username, String password) {
    latest = token(service, username, password);
    BY_PORT.put(service.getPort(), latest);
  }

  /** Another port leads to the same service. */
  static void alsoFor(int port, int servicePort) {
    BY_PORT.put(port, BY_PORT.getOrDefault(servicePort, ""));
  }

  static String token(URI service, String username, String password) {
    var body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password);
    var request =
        HttpRequest.newBuilder(service.resolve("/api/tokens"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try (var client = HttpClient.newBuilder().sslContext(SelfSigned.believed()).build()) {
      var response = client.send(request, BodyHandlers.ofString());
      return RunningService.json(response.body()).get("accessToken").textValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The value of an Authorization header for the service on this port; empty if it is not ours. */
  static String bearer(int port) {
    var token = BY_PORT.get(port);
    return token == null ? "" : "Bearer " + token;
  }

  /** The same for the service that was started last. */
  static String bearer() {
    return "Bearer " + latest;
  }
}
