package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.banner.Banner;

/** The addresses, accounts and commands of the banner work. */
final class BannerIT {
  private static final Pattern ADDRESS = Pattern.compile("http://[^\\s']+");
  private static final Pattern ACCOUNTS =
      Pattern.compile("Sign in there as (.+) \\(customers\\) or (\\w+);");
  private static final Pattern FIRST_ACCOUNT = Pattern.compile("Sign in as (\\w+) with\n\n  (.+)");
  private static final Pattern NEW_PASSWORD = Pattern.compile("PUT (\\S+) sets another");
  private static final String PASTE = "and paste:\n\n";

  @TempDir Path data;

  @Test
  void everyAddressInTheBannerOfADemoExists() {
    try (var service = RunningService.demo(data)) {
      var pages =
          banner(service)
              .lines()
              .filter(line -> !line.contains("curl"))
              .flatMap(line -> ADDRESS.matcher(line).results().map(match -> match.group()))
              .map(address -> address.replace("http://127.0.0.1:" + service.port(), ""))
              .toList();

      assertEquals(3, pages.size(), pages::toString);
      for (var page : pages) {
        assertEquals(200, service.get(page, RunningService.ANONYMOUS, "").statusCode(), page);
      }
    }
  }

  @Test
  void everyAccountInTheBannerOfADemoSignsInWithItsNameAsPassword() {
    try (var service = RunningService.demo(data)) {
      var accounts = ACCOUNTS.matcher(banner(service));
      assertTrue(accounts.find());
      var customers = List.of(accounts.group(1).split(", | or ", -1));

      assertEquals(3, customers.size());
      for (var customer : customers) {
        assertSignsInAs("customer", service, customer, customer);
      }
      assertSignsInAs("staff", service, accounts.group(2), accounts.group(2));
    }
  }

  @Test
  void theCommandsInTheBannerOfADemoChangeTheOrderItShows() {
    try (var service = RunningService.demo(data)) {
      var order = service.waybill().demo().orElseThrow().parked().orElseThrow();
      var banner = banner(service);
      var path = "/orders/" + order.id();
      assertTrue(banner.contains(path), banner);

      var answer = shell(banner.substring(banner.indexOf(PASTE) + PASTE.length()));

      var event = RunningService.json(answer);
      assertEquals(order.id().value(), event.path("orderId").textValue(), answer);
      var now = RunningService.json(service.get("/api" + path));
      assertEquals(now.get("version"), event.get("version"));
    }
  }

  @Test
  void theFirstPasswordSignsInAndChangesThePassword() throws Exception {
    var settings = RunningService.settings(data, Optional.empty(), RunningService.NO_ORIGINS);
    String username;
    String password;
    try (var waybill = Main.start(settings)) {
      int port = waybill.server().port();
      var banner =
          String.join(
              "\n",
              Banner.plain(Banner.address(false, "127.0.0.1", port), waybill.firstPassword()));
      var account = FIRST_ACCOUNT.matcher(banner);
      var command = NEW_PASSWORD.matcher(banner);
      assertTrue(account.find() && command.find(), banner);
      username = account.group(1);
      password = account.group(2);

      setPassword(URI.create("http://127.0.0.1:" + port + command.group(1)), username, password);
    }
    try (var service = RunningService.start(data)) {
      assertSignsInAs("staff", service, username, StaffTokens.PASSWORD);
      assertEquals(401, signIn(service, username, password).statusCode());
    }
  }

  /** With the token of an account, sets its password to that of all tests. */
  private static void setPassword(URI address, String username, String old) throws Exception {
    var token = StaffTokens.token(address, username, old);
    var body = "{\"oldPassword\":\"%s\",\"password\":\"%s\"}".formatted(old, StaffTokens.PASSWORD);
    var request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(204, response.statusCode(), response::body);
    }
  }

  private static String banner(RunningService service) {
    var parked = service.waybill().demo().orElseThrow().parked();
    return String.join(
        "\n", Banner.demo(Banner.address(false, "127.0.0.1", service.port()), parked));
  }

  private static void assertSignsInAs(
      String role, RunningService service, String username, String password) {
    var response = signIn(service, username, password);
    assertEquals(204, response.statusCode(), username);
    var cookie = response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    var session = RunningService.json(service.get("/api/session", "Cookie", cookie));
    assertEquals(username, session.path("username").textValue(), session::toString);
    assertEquals(role, session.path("role").textValue(), session::toString);
  }

  private static HttpResponse<String> signIn(
      RunningService service, String username, String password) {
    return service.post(
        "/api/session",
        "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password),
        RunningService.ANONYMOUS,
        "");
  }

  /** Runs the commands in a shell and returns what they print. */
  private static String shell(String commands) {
    try {
      var process =
          new ProcessBuilder("sh", "-c", commands)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue(), printed);
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
