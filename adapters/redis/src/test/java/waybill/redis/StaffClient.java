package waybill.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.regex.Pattern;
import waybill.Await;

/** Staff of the demo, who write notes on one of Ada's orders. */
final class StaffClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI service;
  private final String order;
  private String token = "";

  StaffClient(URI service) {
    this.service = service;
    var account = "{\"username\":\"staff\",\"password\":\"staff\"}";
    token = find("\"accessToken\":\"([^\"]+)\"", send(post("/api/tokens", account)));
    order = order();
  }

  /**
   * A node asks for the key of another one's token once in five seconds; until then it is wrong.
   */
  private String order() {
    var id = Pattern.compile("\"id\":\"(WB-[^\"]+)\"");
    var found = new ArrayList<String>();
    Await.until(
        "the order is found",
        () -> {
          id.matcher(send(request("/api/orders?q=globe")))
              .results()
              .forEach(it -> found.add(it.group(1)));
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  ReconnectingPage page() {
    return new ReconnectingPage(service.resolve("/api/customers/ada/events"), token);
  }

  /** Repeats the request until it is answered with success; its key makes it one note. */
  void note(String text) {
    var body = "{\"type\":\"order.note_added\",\"text\":\"" + text + "\"}";
    var request =
        post("/api/orders/" + order + "/events", body)
            .header("Idempotency-Key", UUID.randomUUID().toString());
    Await.until("the note is accepted", () -> isAccepted(request));
  }

  private boolean isAccepted(HttpRequest.Builder request) {
    try {
      return response(request).statusCode() == 201;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(service.resolve(path)).timeout(TIMEOUT);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpRequest.Builder post(String path, String json) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json, UTF_8));
  }

  private String send(HttpRequest.Builder request) {
    try {
      return response(request).body();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> response(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String find(String pattern, String text) {
    var found = Pattern.compile(pattern).matcher(text);
    if (!found.find()) {
      throw new AssertionError("no " + pattern + " in " + text);
    }
    return found.group(1);
  }
}
