package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import waybill.bus.BusSettings;
import waybill.cluster.PostgreSqlServer;
import waybill.log.PostgreSqlCondition;

/** Two services on one PostgreSQL: a change on one is on the pages of the other. */
@ExtendWith(PostgreSqlCondition.class)
final class TwoNodesIT {
  private static final String CONFIRMED = "{\"type\":\"order.confirmed\"}";
  private static final String NOTE = "{\"type\":\"order.note_added\",\"text\":\"%s\"}";

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

  /**
   * @param busUrl where the bus looks for the database
   */
  private RunningService node(String url, String busUrl) {
    return RunningService.start(
        data,
        new Settings.Database(url, PostgreSqlServer.USERNAME, ""),
        new BusSettings("postgres", "", busUrl, PostgreSqlServer.USERNAME, ""));
  }

  private static void awaitWell(RunningService node) {
    Await.until("the bus is well", () -> node.waybill().bus().degraded().isEmpty());
  }

  @Test
  void aChangeOnOneNodeReachesThePagesOfTheOtherByTheBus() {
    var url = server.create("two");
    try (var a = node(url, url);
        var b = node(url, url)) {
      var order = a.order(a.customer("ada"));
      awaitWell(a);
      awaitWell(b);
      try (var page = EventStream.open(b.port(), "/api/customers/ada/events");
          var staff = EventStream.open(b.port(), "/api/events")) {
        page.await("ready");
        staff.await("reset");

        a.append(order, CONFIRMED);
        a.append(order, NOTE.formatted("small"));
        a.append(order, NOTE.formatted("ü".repeat(2000)));
        b.append(order, NOTE.formatted("from b"));

        var changes = page.changes(4);
        assertEquals("order.confirmed", changes.getFirst().event());
        assertTrue(changes.get(2).data().contains("üüü"));
        assertTrue(changes.getLast().data().contains("from b"));
        // the comparison with the log has nothing for these streams: it came by the bus
        assertEquals("order.confirmed", staff.await(EventStream.Event::isChange).event());
      }
      assertTrue(b.readiness().contains("\"bus\""), () -> b.readiness());
      assertTrue(!b.readiness().contains("degraded"), () -> b.readiness());
    }
  }

  @Test
  void withoutTheBusAChangeArrivesWithTheNextComparison() {
    var url = server.create("apart");
    var nowhere = "jdbc:postgresql://127.0.0.1:1/apart";
    try (var a = node(url, nowhere);
        var b = node(url, nowhere)) {
      var order = a.order(a.customer("ada"));
      try (var page = EventStream.open(b.port(), "/api/customers/ada/events");
          var staff = EventStream.open(b.port(), "/api/events")) {
        page.await("ready");
        staff.await("reset");
        long began = System.nanoTime();

        a.append(order, CONFIRMED);

        assertEquals("order.confirmed", page.await(EventStream.Event::isChange).event());
        var late = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(late.compareTo(Duration.ofSeconds(3)) < 0, late::toString);
        staff.await("reset");
      }
      var readiness = b.readiness();
      assertTrue(readiness.contains("degraded") && readiness.contains("127.0.0.1:1"), readiness);
    }
  }
}
