package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import waybill.access.Policies;
import waybill.access.Policies.Policy;
import waybill.bus.BusSettings;
import waybill.log.FaultyH2;

/** A database that fails is neither an answer nor a client that left: 503, and it goes on. */
final class StorageFailureIT {
  /** More than any route has. */
  private static final int MAX_STATEMENTS = 60;

  /** Helidon reports each failure of a statement, with a stack trace. */
  private static final Logger NOISE = Logger.getLogger("io.helidon.dbclient");

  @TempDir static Path data;
  private static FaultyH2 faults;
  private static RunningService service;
  private static TestAccounts accounts;
  private static int numbers;

  @BeforeAll
  static void start() throws SQLException {
    NOISE.setLevel(Level.OFF);
    faults = new FaultyH2();
    service = start(data);
    accounts = new TestAccounts(service);
    accounts.customer("ada");
  }

  static RunningService start(Path folder) {
    var database = new Settings.Database(FaultyH2.url(folder), "sa", "");
    return RunningService.start(folder, database, BusSettings.inProcess());
  }

  @AfterAll
  static void stop() throws SQLException {
    service.close();
    faults.close();
    NOISE.setLevel(null);
  }

  static Stream<Policy> writingRoutes() {
    return Policies.TABLE.stream().filter(policy -> !policy.method().equals("GET"));
  }

  @ParameterizedTest
  @MethodSource("writingRoutes")
  void whicheverStatementFailsTheClientIsToldToComeBack(Policy route) {
    int refused = 0;
    for (int others = 0; others < MAX_STATEMENTS; others++) {
      var request = request(route);
      faults.failStatementAfter(others);
      var answer = request.send();
      boolean failed = faults.hasFailed();
      faults.failStatementAfter(-1);

      if (answer.statusCode() == 503 || answer.body().contains("\"status\":503")) {
        refused++;
        boolean bulk = answer.statusCode() == 200;
        assertTrue(bulk || answer.headers().firstValue("Retry-After").isPresent());
      } else {
        assertEquals(2, answer.statusCode() / 100, answer.statusCode() + answer.body());
      }
      Await.until(
          "the database works again", () -> service.waybill().database().failure().isEmpty());
      if (!failed) {
        break;
      }
    }
    assertTrue(refused > 0, "no statement of this route failed");
  }

  private record Request(String method, String path, String body, List<String> headers) {
    Request(String method, String path, String body, String... headers) {
      this(method, path, body, List.of(headers));
    }

    HttpResponse<String> send() {
      return service.send(method, path, body, headers.toArray(String[]::new));
    }
  }

  /** A request that succeeds when the database works. */
  private static Request request(Policy route) {
    numbers++;
    var method = route.method();
    var password = "\"password\":\"" + StaffTokens.PASSWORD + "\"";
    return switch (method + " " + route.path()) {
      case "POST /api/session", "POST /api/tokens" ->
          new Request(
              method,
              route.path(),
              "{\"username\":\"ada\"," + password + "}",
              RunningService.ANONYMOUS,
              "");
      case "DELETE /api/session" ->
          new Request(method, route.path(), "", "Cookie", accounts.session("ada"));
      case "POST /api/accounts" ->
          new Request(
              method,
              route.path(),
              "{\"username\":\"u%d\",%s,\"role\":\"staff\"}".formatted(numbers, password));
      case "PUT /api/accounts/{username}/password" -> {
        accounts.staff("p" + numbers);
        yield new Request(
            method, "/api/accounts/p" + numbers + "/password", "{\"password\":\"another-one\"}");
      }
      case "DELETE /api/accounts/{username}" -> {
        accounts.staff("d" + numbers);
        yield new Request(method, "/api/accounts/d" + numbers, "");
      }
      case "POST /api/customers" ->
          new Request(
              method,
              route.path(),
              "{\"id\":\"c%d\",\"name\":\"C\",\"email\":\"c@example.org\"}".formatted(numbers));
      case "POST /api/orders" ->
          new Request(
              method,
              route.path(),
              """
              {"customerId":"ada","destination":{"city":"Leipzig","country":"DE","timeZone":"UTC"},
               "lines":[{"sku":"L","name":"Lamp","quantity":1}]}
              """,
              "Idempotency-Key",
              "k" + numbers,
              "Authorization",
              StaffTokens.bearer(service.port()));
      case "POST /api/orders/{id}/events" ->
          new Request(method, order(route), "{\"type\":\"order.confirmed\"}");
      case "POST /api/orders/{id}/notes" -> new Request(method, order(route), "{\"text\":\"a\"}");
      case "POST /api/orders/{id}/links" -> new Request(method, order(route), "{}");
      case "DELETE /api/orders/{id}/links" -> new Request(method, order(route), "");
      case "DELETE /api/orders/{id}/links/{link}" -> {
        var link = accounts.link(service.order("ada"));
        yield new Request(method, "/api/orders/" + link.order() + "/links/" + link.id(), "");
      }
      case "POST /api/links/redeem" -> {
        var link = accounts.link(service.order("ada"));
        yield new Request(
            method,
            route.path(),
            "{\"secret\":\"" + link.secret() + "\"}",
            RunningService.ANONYMOUS,
            "");
      }
      case "POST /api/events" ->
          new Request(
              method,
              route.path(),
              "{\"orderId\":\"%s\",\"type\":\"order.confirmed\"}\n".formatted(service.order("ada")),
              "Content-Type",
              "application/x-ndjson",
              "Authorization",
              StaffTokens.bearer(service.port()));
      default -> throw new AssertionError("a route that this test does not know: " + route);
    };
  }

  private static String order(Policy route) {
    return route.path().replace("{id}", service.order("ada"));
  }

  @Test
  void aStopWaitsForTheCommitThatIsUnderWay(@TempDir Path own) throws Exception {
    var stopping = start(own);
    stopping.customer("ada");
    var order = stopping.order("ada");
    var begun = faults.delayNextCommit(Duration.ofSeconds(2));
    var answer =
        CompletableFuture.supplyAsync(() ->
            stopping.post("/api/orders/" + order + "/events", "{\"type\":\"order.confirmed\"}"));
    begun.get(30, TimeUnit.SECONDS);

    stopping.waybill().close();

    assertEquals(201, answer.get(30, TimeUnit.SECONDS).statusCode());
  }
}
