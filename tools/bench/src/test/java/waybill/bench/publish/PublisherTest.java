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
import waybill.bench.load.Callers;
import waybill.bench.load.Journal;
import waybill.bench.load.Loop;
import waybill.bench.load.Pages;
import waybill.bench.load.Target;
import waybill.bench.load.World;

/** The whole way but for the pipe: a real service, a publisher in its process, and pages. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PublisherTest {
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(20);
  private static final int CUSTOMERS = 3;

  @TempDir private Path folder;

  private final Loop loop = new Loop();
  private final Journal journal = new Journal(CUSTOMERS);
  private final Pages pages = new Pages(loop, journal);
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
    var callers = new Callers(loop, target, 2);
    var world = new World(loop, callers, CUSTOMERS, Events.PREFIX);
    world.register();
    for (int i = 0; i < CUSTOMERS; i++) {
      journal.watches(i, 1);
      pages.add(target, i, world.id(i));
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

    assertTrue(loop.runUntil(() -> journal.missing() == 0, LIMIT));
    assertEquals(300, journal.take().delivered());
    assertEquals(0, journal.strangers() + journal.arrivedTwice());
    var tally = pages.tally();
    assertEquals(0, tally.gaps() + tally.duplicates() + tally.resets() + tally.lost());
  }

  private void publish(int count) {
    var schedule = new Schedule(CUSTOMERS, journal.size(), count, 100_000, System.nanoTime());
    for (int i = 0; i < count; i++) {
      journal.sure(schedule.customer(i), schedule.due(i));
    }
    publisher.publish(schedule);
  }
}
