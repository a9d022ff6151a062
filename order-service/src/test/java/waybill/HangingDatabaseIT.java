package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import waybill.bus.BrittleNetwork;
import waybill.bus.BusSettings;
import waybill.cluster.PostgreSqlServer;
import waybill.log.PostgreSqlCondition;

/** The database neither answers nor refuses: its connections stay open, and nothing passes. */
@ExtendWith(PostgreSqlCondition.class)
final class HangingDatabaseIT {
  private static final String CONFIRMED = "{\"type\":\"order.confirmed\"}";
  private static final String NOTE = "{\"type\":\"order.note_added\",\"text\":\"a\"}";

  /** 5 s for a connection and, here, 5 s for an answer; and something for a busy machine. */
  private static final Duration TIMEOUTS = Duration.ofSeconds(15);

  @TempDir Path folder;
  @TempDir Path data;
  private PostgreSqlServer server;
  private BrittleNetwork network;
  private RunningService service;

  @BeforeEach
  void start() {
    server = new PostgreSqlServer(folder);
    server.start();
    server.create("hangs");
    network = new BrittleNetwork(0, server.port());
    var url = "jdbc:postgresql://127.0.0.1:" + network.port() + "/hangs?socketTimeout=5";
    service =
        RunningService.start(
            data,
            new Settings.Database(url, PostgreSqlServer.USERNAME, ""),
            BusSettings.inProcess());
  }

  @AfterEach
  void stop() throws Exception {
    network.goOn();
    service.close();
    network.close();
    server.close();
  }

  private void assertRefusedInTime(String path, String body) {
    long began = System.nanoTime();
    var answer = body.isEmpty() ? service.get(path) : service.post(path, body);
    var took = Duration.ofNanos(System.nanoTime() - began);

    assertEquals(503, answer.statusCode(), answer.body());
    assertTrue(answer.headers().firstValue("Retry-After").isPresent());
    assertTrue(took.compareTo(TIMEOUTS) < 0, took::toString);
  }

  @Test
  void requestsAreRefusedInTimeAndStreamsStayOpenAndSayThatTheyAreStale() {
    var order = service.order(service.customer("ada"));
    var events = "/api/orders/" + order + "/events";
    try (var page = EventStream.open(service.port(), "/api/customers/ada/events")) {
      page.await("ready");

      network.hang();
      assertRefusedInTime(events, CONFIRMED);
      page.await("stale");
      assertRefusedInTime(events, NOTE);
      assertRefusedInTime("/api/orders/" + order, "");
      assertTrue(service.readiness().contains("DOWN"), service::readiness);
      assertEquals(200, service.live());
      var late = service.get(events, "Accept", "text/event-stream");
      assertEquals(200, late.statusCode());
      assertTrue(late.body().contains("unavailable") && late.body().contains("retry:"), late::body);

      network.goOn();
      assertEquals("fresh", page.await(event -> !event.event().equals("ping")).event());
      Await.until("the database works", () -> service.waybill().database().failure().isEmpty());
      assertEquals(201, service.post(events, NOTE).statusCode());
      page.await("order.note_added");
    }
  }
}
