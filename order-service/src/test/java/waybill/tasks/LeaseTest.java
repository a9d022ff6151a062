package waybill.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.Await;
import waybill.log.Database;
import waybill.log.OnBothDatabases;
import waybill.log.TestDatabase;

/** Of several nodes one does it; here a node is an object, as each has a name of its own. */
@OnBothDatabases
final class LeaseTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofSeconds(1);

  @TempDir static Path folder;
  private static Database database;

  @BeforeAll
  static void open() {
    database = TestDatabase.open(folder, 8);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static Lease lease(String name, Duration term) {
    return new Lease(database, false, name, term);
  }

  @Test
  void oneNodeHasItAndKeepsItAndNoOtherRunsTheTask() {
    var runs = new AtomicInteger();
    var one = lease("kept", LONG).whileHeld(runs::incrementAndGet);
    var other = lease("kept", LONG).whileHeld(() -> runs.addAndGet(100));

    one.run();
    other.run();
    one.run();

    assertEquals(2, runs.get());
  }

  @Test
  void whatHasAnotherNameIsHadByAnother() {
    assertTrue(lease("one", LONG).hold());
    assertTrue(lease("other", LONG).hold());
  }

  @Test
  void whenANodeIsSilentAnotherTakesOverAfterTheTerm() {
    var dead = lease("lost", SHORT);
    var next = lease("lost", LONG);
    assertTrue(dead.hold());
    assertFalse(next.hold());

    Await.until("the other takes over", next::hold);

    assertFalse(dead.hold());
  }

  @Test
  void whatIsGivenBackIsHadByTheOneThatWaits() throws Exception {
    var first = lease("given back", LONG);
    var next = lease("given back", LONG);
    assertTrue(first.hold());
    var waits = CompletableFuture.supplyAsync(next::await);
    assertFalse(waits.isDone());

    first.close();

    assertEquals(next, waits.get());
    assertFalse(first.hold());
    first.close();
    assertTrue(next.hold());
  }

  @Test
  void ofManyThatAskAtOnceOneHasIt() {
    var holders = new AtomicInteger();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 16)
          .forEach(
              _ -> threads.execute(() -> holders.addAndGet(lease("wanted", LONG).hold() ? 1 : 0)));
    }

    assertEquals(1, holders.get());
  }

  @Test
  void aNodeThatIsAloneAlwaysHasItAndWritesNothing() {
    var alone = new Lease(database, true, "alone", LONG);

    assertTrue(alone.hold());
    assertTrue(lease("alone", LONG).hold());
    assertTrue(alone.await().hold());
    alone.close();
  }
}
