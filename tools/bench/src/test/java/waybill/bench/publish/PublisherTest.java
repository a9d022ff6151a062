package waybill.bench.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import waybill.bench.StaffToken;
import waybill.bench.load.ApiConnectionPool;
import waybill.bench.load.ChangeLog;
import waybill.bench.load.EventLoop;
import waybill.bench.load.Pages;
import waybill.bench.load.Target;
import waybill.bench.load.TestData;

/** A real service, a publisher in its process, and pages; only the pipe between is left out. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PublisherTest {
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(20);
  private static final int CUSTOMERS = 3;

  @TempDir private Path folder;

  private final EventLoop loop = new EventLoop();
  private final ChangeLog changeLog = new ChangeLog(CUSTOMERS);
  private final Pages pages = new Pages(loop, changeLog);
  private Publisher publisher;

  @BeforeEach
  void open() {
    publisher =
        new Publisher(
            Map.of(
                "WAYBILL_DATA", folder.toString(),
                "WAYBILL_ADMIN_PASSWORD", "correct horse",
                "WAYBILL_STREAM_DRAIN", "PT0.1S",
                "WAYBILL_MANAGEMENT_PORT", "0",
                "SERVER_PORT", "0"),
            CUSTOMERS);
    var base = URI.create("http://127.0.0.1:" + publisher.port());
    var token = StaffToken.fetch(base, "admin", "correct horse", Optional.empty());
    var target = Target.of(base, token);
    var pool = new ApiConnectionPool(loop, target, 2);
    var testData = new TestData(loop, pool, CUSTOMERS, Events.PREFIX);
    testData.register();
    for (int i = 0; i < CUSTOMERS; i++) {
      changeLog.watches(i, 1);
      pages.add(target, i, testData.id(i));
    }
    pages.open(1000);
  }

  @AfterEach
  void close() {
    pages.close();
    loop.close();
    publisher.close();
  }

  @Test
  void whatIsPublishedReachesItsCustomersPageOnceAndInOrder() {
    publish(200);
    publish(100);

    assertTrue(loop.runUntil(() -> changeLog.missing() == 0, LIMIT));
    assertEquals(300, changeLog.take().delivered());
    assertEquals(0, changeLog.misdelivered() + changeLog.arrivedTwice());
    var statistics = pages.statistics();
    assertEquals(
        0, statistics.gaps() + statistics.duplicates() + statistics.resets() + statistics.lost());
  }

  private void publish(int count) {
    var schedule = new Schedule(CUSTOMERS, changeLog.size(), count, 100_000, System.nanoTime());
    for (int i = 0; i < count; i++) {
      changeLog.dueAndAcknowledged(schedule.customer(i), schedule.due(i));
    }
    publisher.publish(schedule);
  }
}
