package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import waybill.cluster.PostgreSqlServer;
import waybill.log.PostgreSqlCondition;

/** The packaged service on a real PostgreSQL, which comes late, goes away, and comes back. */
@ExtendWith(PostgreSqlCondition.class)
final class PostgreSqlIT {
  private static final String ADA = "/api/customers/ada/events";
  private static final String CONFIRMED = "{\"type\":\"order.confirmed\"}";
  private static final String NOTE = "{\"type\":\"order.note_added\",\"text\":\"a\"}";

  private static final String ORDER =
      """
      {"customerId":"ada",
       "destination":{"city":"Leipzig","country":"DE","timeZone":"Europe/Berlin"},
       "lines":[{"sku":"LAMP-2","name":"Desk lamp","quantity":2}]}
      """;

  @TempDir static Path folder;
  @TempDir Path data;
  private static PostgreSqlServer server;

  @BeforeAll
  static void startServer() {
    server = new PostgreSqlServer(folder);
    server.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private String[] settings(String url) {
    return new String[] {
      "DB_URL", url, "DB_USERNAME", PostgreSqlServer.USERNAME, "DB_PASSWORD", "secret"
    };
  }

  private static String placeOrder(ServiceProcess service) throws IOException {
    var customer = "{\"id\":\"ada\",\"name\":\"Ada\",\"email\":\"ada@example.org\"}";
    assertEquals(201, service.post("/api/customers", customer).statusCode());
    var placed = service.post("/api/orders", ORDER);
    assertEquals(201, placed.statusCode(), placed.body());
    return "/api/orders/" + RunningService.json(placed.body()).get("id").textValue();
  }

  private static int status(ServiceProcess service, String order, String change, String key) {
    try {
      return service.post(order + "/events", change, "Idempotency-Key", key).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aStreamGoesOnAfterARestart() throws IOException {
    var settings = settings(server.create("restarted"));
    String order;
    String seen;
    try (var first = ServiceProcess.start(data, settings)) {
      order = placeOrder(first);
      try (var stream = EventStream.open(first.port(), ADA)) {
        stream.await("ready");
        assertEquals(201, status(first, order, CONFIRMED, "one"));
        seen = stream.await("order.confirmed").id();
      }
      first.terminate();
      first.awaitExit();
    }

    try (var second = ServiceProcess.start(data, settings)) {
      assertEquals(201, status(second, order, NOTE, "two"));
      try (var stream = EventStream.open(second.port(), ADA, "Last-Event-ID", seen)) {
        assertEquals("order.note_added", stream.await(EventStream.Event::isChange).event());
      }
    }
  }

  @Test
  void aStreamOutlivesAStopOfTheServer() throws IOException {
    try (var service = ServiceProcess.start(data, settings(server.create("stopped")))) {
      var order = placeOrder(service);
      try (var stream = EventStream.open(service.port(), ADA)) {
        stream.await("ready");
        server.stop();
        assertEquals(503, status(service, order, CONFIRMED, "one"));
        stream.await("stale");
        assertEquals(503, status(service, order, CONFIRMED, "one"));

        server.start();
        stream.await("fresh");
        Await.until("the change is made", () -> status(service, order, CONFIRMED, "one") == 201);

        assertEquals("order.confirmed", stream.await(EventStream.Event::isChange).event());
      }
      var history = RunningService.json(service.get(order + "/events").body());
      assertEquals(2, history.get("events").size(), history::toString);
      var log = String.join("\n", service.output());
      assertTrue(log.contains("the database works again"), log);
    }
  }

  @Test
  void aServiceThatStartsFirstWaitsForTheServerAndSaysSo() throws IOException {
    var settings = settings(server.create("late"));
    server.stop();
    try (var service = ServiceProcess.launch(data, settings)) {
      Await.until("it waits", () -> waits(service) == 1);

      server.start();

      ServiceProcess.awaited(service, settings);
      placeOrder(service);
      assertEquals(1, waits(service), () -> String.join("\n", service.output()));
    }
  }

  private static long waits(ServiceProcess service) {
    return service.output().stream().filter(line -> line.contains("is waited for")).count();
  }

  @Test
  void theBackupOfAnotherDatabaseIsNotOurs() throws IOException {
    var settings = settings(server.url("any"));
    try (var service = ServiceProcess.command("backup file", data, settings)) {
      assertEquals(2, service.awaitExit());
      assertTrue(service.output().getLast().contains("pg_dump"), service.output()::toString);
    }
  }
}
