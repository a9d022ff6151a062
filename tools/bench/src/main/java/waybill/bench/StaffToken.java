package waybill.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The access token with which the load calls the API. */
public final class StaffToken {
  private StaffToken() {}

  /**
   * Waits until the service answers, and signs in.
   *
   * @param server the process, if the measurement started it; its death ends the wait
   * @throws IllegalStateException if the service does not answer within a minute, or refuses
   */
  public static String fetch(
      URI base, String user, String password, Optional<ServerProcess> server) {
    var mapper = new JsonMapper();
    try (var client = HttpClient.newHttpClient()) {
      awaitAnswer(client, base, server);
      var body = mapper.writeValueAsString(Map.of("username", user, "password", password));
      var request =
          HttpRequest.newBuilder(base.resolve("/api/tokens"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build();
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("no token: " + answer.statusCode() + " " + answer.body());
      }
      return mapper.readTree(answer.body()).get("accessToken").textValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void awaitAnswer(HttpClient client, URI base, Optional<ServerProcess> server)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        client.send(
            HttpRequest.newBuilder(base.resolve("/api/time")).build(), BodyHandlers.discarding());
        return;
      } catch (IOException e) {
        boolean died = server.isPresent() && !server.get().isAlive();
        if (died || System.nanoTime() - end > 0) {
          var see = server.map(process -> "; see " + process.log()).orElse("");
          throw new IllegalStateException("the service does not answer" + see, e);
        }
        Thread.sleep(20);
      }
    }
  }
}
