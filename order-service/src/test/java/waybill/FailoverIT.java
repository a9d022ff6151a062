package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import waybill.bus.BusSettings;
import waybill.cluster.PostgreSqlServer;
import waybill.log.PostgreSqlCondition;

/** A hot standby takes over that has not got all changes, so it gives their numbers once more. */
@ExtendWith(PostgreSqlCondition.class)
final class FailoverIT {
  private static final String PAGE = "/api/customers/ada/events";
  private static final String CONFIRMED = "{\"type\":\"order.confirmed\"}";
  private static final String NOTE = "{\"type\":\"order.note_added\",\"text\":\"%s\"}";

  @TempDir Path folder;
  @TempDir Path data;
  private PostgreSqlServer primary;
  private PostgreSqlServer standby;
  private String url;

  @BeforeEach
  void startServers() {
    primary = new PostgreSqlServer(folder.resolve("primary"));
    primary.start();
    primary.create("shop");
    standby = primary.standby(folder.resolve("standby"));
    url =
        "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/shop"
            .formatted(primary.port(), standby.port());
  }

  @AfterEach
  void stopServers() {
    standby.close();
    primary.close();
  }

  private RunningService node() {
    return RunningService.start(
        data,
        new Settings.Database(url, PostgreSqlServer.USERNAME, ""),
        new BusSettings("postgres", "", url, PostgreSqlServer.USERNAME, ""));
  }

  private void awaitStandbyHas(int events) {
    Await.until(
        "the standby has got " + events,
        () -> standby.isTrue("shop", "select count(*) = " + events + " from event"));
  }

  @Test
  void everyPageLoadsAnewAndTakesNoNumberForOneThatItKnows() {
    try (var a = node();
        var b = node()) {
      var order = a.order(a.customer("ada"));
      try (var page = EventStream.open(b.port(), PAGE);
          var staff = EventStream.open(b.port(), "/api/events")) {
        page.await("ready");
        a.append(order, CONFIRMED);
        assertEquals(2, page.await("order.confirmed").number());
        awaitStandbyHas(2);
        standby.fallBehind();
        Await.until(
            "it follows no more",
            () -> standby.isTrue("shop", "select not exists (select from pg_stat_wal_receiver)"));
        a.append(order, NOTE.formatted("lost"));
        var lost = page.await("order.note_added").id();

        primary.stop();
        page.await("stale");
        Await.until("it says why", () -> b.readiness().contains("is a standby"));
        standby.promote();

        var reset = page.await("reset");
        assertEquals(2, reset.number());
        assertNotEquals(lost.split("-", 2)[0], reset.id().split("-", 2)[0]);
        staff.await("reset");
        Await.until("a works again", () -> a.waybill().database().failure().isEmpty());
        a.append(order, NOTE.formatted("found"));
        var found = page.await(EventStream.Event::isChange);
        assertTrue(found.data().contains("found"), found::data);
        assertEquals(3, found.number());
        assertEquals(reset.id().split("-", 2)[0], found.id().split("-", 2)[0]);
        try (var late = EventStream.open(a.port(), PAGE, "Last-Event-ID", lost)) {
          assertEquals(found.id(), late.await("reset").id());
        }
        assertEquals(410, a.get(PAGE + "?after=" + lost).statusCode());
      }
    }
  }

  @Test
  void aServiceThatStartsOnAStandbyWaitsUntilItTakesOver() {
    var settings =
        new String[] {
          "DB_URL", standby.url("shop"), "DB_USERNAME", PostgreSqlServer.USERNAME, "DB_PASSWORD", ""
        };
    try (var service = ServiceProcess.launch(data, settings)) {
      Await.until(
          "it says so",
          () -> service.output().stream().anyMatch(line -> line.contains("is a standby")));

      standby.promote();

      ServiceProcess.awaited(service, settings);
    }
  }
}
