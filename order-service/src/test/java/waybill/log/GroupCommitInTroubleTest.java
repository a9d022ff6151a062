package waybill.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.engine.Engine;
import waybill.log.GroupCommit.InDoubt;
import waybill.log.GroupCommit.Overloaded;

/** A failed piece of work spoils no other, and every caller is told the truth about its own. */
@OnBothDatabases
final class GroupCommitInTroubleTest {
  @TempDir static Path folder;
  private static Database database;

  @BeforeAll
  static void open() {
    database = TestDatabase.open(folder, Shop.CONNECTIONS);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static final class Bad extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void oneBadPieceOfWorkDoesNotSpoilItsNeighbours() throws Exception {
    try (var pieces = new Pieces(database)) {
      var bad = new Bad();
      List<Future<String>> good;
      Future<String> spoilt;
      try (var _ = pieces.busy()) {
        good = new ArrayList<>(pieces.submit(10));
        spoilt = pieces.submit(() -> pieces.writer.write("", tx -> half(tx, bad)));
        pieces.awaitWaiting(11);
        good.add(pieces.submit(() -> pieces.writer.write("", tx -> pieces.piece(tx, 10))));
        pieces.awaitWaiting(12);
      }

      for (var result : good) {
        assertEquals("done", Pieces.result(result));
      }
      var failure = assertThrows(ExecutionException.class, () -> Pieces.result(spoilt));
      assertSame(bad, failure.getCause());
      assertEquals(11, pieces.count());
      assertEquals(11, pieces.published.size());
    }
  }

  private static String half(Transaction tx, Bad bad) {
    tx.execute("insert into piece (n) values (1000)");
    throw bad;
  }

  @Test
  void aBrokenListenerCostsNeitherTheChangeNorTheWriter() throws Exception {
    var log = Logger.getLogger(GroupCommit.class.getName());
    log.setLevel(Level.OFF);
    try (var pieces =
        new Pieces(
            database,
            _ -> {
              throw new StackOverflowError("the listener's");
            })) {
      List<Future<String>> results;
      try (var _ = pieces.busy()) {
        results = pieces.submit(5);
      }

      for (var result : results) {
        assertEquals("done", Pieces.result(result));
      }
      assertEquals("done", pieces.writer.write("", tx -> pieces.piece(tx, 5)));
      assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L), pieces.published);
      assertEquals(6, pieces.ran.size());
    } finally {
      log.setLevel(null);
    }
  }

  @Test
  void whenTooManyWaitACallerIsToldSoAndNothingIsDone() throws Exception {
    try (var pieces = new Pieces(database, _ -> {}, 2, Duration.ofMillis(50))) {
      List<Future<String>> waiting;
      try (var _ = pieces.busy()) {
        waiting = pieces.submit(2);

        assertThrows(Overloaded.class, () -> pieces.writer.write("", tx -> pieces.piece(tx, 3)));

        assertFalse(waiting.stream().anyMatch(Future::isDone));
      }
      for (var result : waiting) {
        Pieces.result(result);
      }
      assertEquals(2, pieces.count());
    }
  }

  @Test
  void aRequestWhoseCallerNoLongerWaitsIsNotRun() throws Exception {
    try (var pieces = new Pieces(database)) {
      Future<String> other;
      try (var _ = pieces.busy()) {
        var caller =
            Thread.ofVirtual()
                .start(() ->
                    assertThrows(
                        InDoubt.class, () -> pieces.writer.write("", tx -> pieces.piece(tx, 1))));
        pieces.awaitWaiting(1);
        other = pieces.submit(() -> pieces.writer.write("", tx -> pieces.piece(tx, 2)));
        pieces.awaitWaiting(2);

        caller.interrupt();

        assertTrue(caller.join(Duration.ofSeconds(10)));
      }
      assertEquals("done", Pieces.result(other));
      assertEquals(List.of(2L), pieces.published);
      assertEquals(1, pieces.count());
    }
  }

  @Test
  void aRequestThatKeepsLosingItsRaceIsTriedALimitedNumberOfTimes() {
    try (var pieces = new Pieces(database)) {
      pieces.writer.write("", tx -> pieces.piece(tx, 1));

      assertThrows(
          RuntimeException.class, () -> pieces.writer.write("", tx -> pieces.piece(tx, 1)));

      assertEquals(1 + Database.MAX_TRIES, pieces.ran.size());
      assertEquals("done", pieces.writer.write("", tx -> pieces.piece(tx, 2)));
      assertEquals(List.of(1L, 2L), pieces.published);
    }
  }

  /** One by one they would need a commit each, and the other writer would win most races. */
  @Test
  void aBatchThatLosesARaceIsRetriedAsAWhole() throws Exception {
    try (var pieces = new Pieces(database)) {
      var losses = new AtomicInteger(1);
      List<Future<String>> results;
      try (var _ = pieces.busy()) {
        results = new ArrayList<>(pieces.submit(2));
        results.add(
            pieces.submit(() ->
                pieces.writer.write(
                    "",
                    tx -> {
                      if (losses.getAndDecrement() > 0) {
                        throw new OptimisticLockConflict();
                      }
                      return pieces.piece(tx, 2);
                    })));
        pieces.awaitWaiting(3);
      }

      for (var result : results) {
        assertEquals("done", Pieces.result(result));
      }
      var committed = pieces.ran.subList(2, 5);
      assertEquals(1, Set.copyOf(committed).size(), committed::toString);
    }
  }

  @Test
  void aFailureThatIsNoLostRaceIsNotRetried() {
    try (var pieces = new Pieces(database)) {
      assertThrows(
          RuntimeException.class,
          () ->
              pieces.writer.write(
                  "",
                  tx -> {
                    pieces.piece(tx, 1);
                    return tx.execute("insert into no_such_table values (1)");
                  }));

      assertEquals(1, pieces.ran.size());
      assertEquals(0, pieces.count());
    }
  }

  @Test
  void closingCommitsWhatWaitsAndTakesNothingNew() throws Exception {
    try (var pieces = new Pieces(database)) {
      var busy = pieces.busy();
      var results = pieces.submit(20);

      var closing = Thread.ofVirtual().start(pieces.writer::close);
      while (closing.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      busy.close();

      for (var result : results) {
        assertEquals("done", Pieces.result(result));
      }
      assertTrue(closing.join(Duration.ofSeconds(10)));
      assertEquals(20, pieces.count());
      assertThrows(Overloaded.class, () -> pieces.writer.write("", tx -> pieces.piece(tx, 99)));
    }
  }

  @Test
  void whenTheCommitItselfFailsItIsNotKnownWhetherItWasDone(@TempDir Path own) {
    var doomed = Database.open(Engine.h2(own), "sa", "", Shop.CONNECTIONS);
    try (var pieces = new Pieces(doomed)) {
      assertThrows(
          InDoubt.class,
          () ->
              pieces.writer.write(
                  "",
                  tx -> {
                    tx.execute("shutdown immediately");
                    tx.publishAfterCommit(Pieces.event(1));
                    return "done";
                  }));

      assertEquals(List.of(), pieces.published);
    }
    doomed.close();
  }
}
