package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.access.InitialAccounts;

/** Who can sign in to a new service, and who learns the first password. */
final class FirstStartIT {
  @TempDir Path data;

  @Test
  void theFirstStartCreatesOneAccountWithARandomPasswordThatIsShownOnce() throws Exception {
    String password;
    try (var first = Main.start(settings(Optional.empty()))) {
      password = first.firstPassword().orElseThrow();

      assertTrue(password.length() >= 20, password);
      assertEquals(204, signIn(first, InitialAccounts.ADMIN, password));
      assertEquals(401, signIn(first, "staff", "staff"));
      assertEquals(401, signIn(first, InitialAccounts.ADMIN, InitialAccounts.ADMIN));
    }
    try (var second = Main.start(settings(Optional.of("of no use any more")))) {
      assertEquals(Optional.empty(), second.firstPassword());
      assertEquals(204, signIn(second, InitialAccounts.ADMIN, password));
      assertEquals(401, signIn(second, InitialAccounts.ADMIN, "of no use any more"));
    }
  }

  @Test
  void aGivenPasswordIsNotShown() throws Exception {
    try (var first = Main.start(settings(Optional.of("given from outside")))) {
      assertEquals(Optional.empty(), first.firstPassword());
      assertEquals(204, signIn(first, InitialAccounts.ADMIN, "given from outside"));
    }
  }

  @Test
  void aServiceDoesNotStartOnTheDataOfADemo() {
    RunningService.demo(data).close();

    try (var service = ServiceProcess.launch(data)) {
      assertEquals(2, service.awaitExit());
      assertTrue(
          service.output().stream().anyMatch(line -> line.contains("the data of a demo")),
          () -> service.output().toString());
    }
  }

  private Settings settings(Optional<String> password) {
    return RunningService.settings(data, password, RunningService.NO_ORIGINS);
  }

  private static int signIn(Waybill service, String username, String password)
      throws IOException, InterruptedException {
    var address = URI.create("http://127.0.0.1:" + service.server().port() + "/api/session");
    var body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password);
    var request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).statusCode();
    }
  }
}
