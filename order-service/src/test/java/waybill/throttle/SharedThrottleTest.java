package waybill.throttle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.log.Columns;
import waybill.log.Database;
import waybill.log.OnBothDatabases;
import waybill.log.TestDatabase;

/** Two nodes, each with a throttle of its own and one database. */
@OnBothDatabases
final class SharedThrottleTest {
  private static final Duration MAX = Duration.ofMinutes(1);
  private static final String NAME = "address 192.0.2.7";

  @TempDir static Path folder;
  private static Database database;

  private Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private final SharedThrottle a = node();
  private final SharedThrottle b = node();

  @BeforeAll
  static void open() {
    database = TestDatabase.open(folder, 4);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void forget() {
    database.write(tx -> tx.execute("delete from failed_attempt"));
  }

  private SharedThrottle node() {
    return new SharedThrottle(database, "address", MAX, () -> now);
  }

  /** Attempts that fail, each as soon as it may be made. */
  private void fail(SharedThrottle node, int times) {
    for (int i = 0; i < times; i++) {
      for (var wait = node.begin(NAME); wait.isPositive(); wait = node.begin(NAME)) {
        now = now.plus(wait);
      }
      node.end(NAME, true);
    }
  }

  private static List<String> rows() {
    return database.inTransaction(
        tx -> tx.list("select id from failed_attempt", row -> Columns.text(row, "id")));
  }

  @Test
  void whatFailsAgainAndAgainOnOneNodeIsRefusedByTheOther() {
    fail(a, Throttle.FREE_FAILURES + 5);
    a.exchange();
    b.exchange();

    var wait = b.begin(NAME);

    assertTrue(wait.compareTo(Duration.ofSeconds(10)) > 0, wait::toString);
    assertEquals(Duration.ZERO, b.begin("address 192.0.2.8"));
  }

  @Test
  void aNodeThatStartsLaterKnowsItToo() {
    fail(a, Throttle.FREE_FAILURES + 5);
    a.exchange();

    var late = node();
    late.exchange();

    assertTrue(late.begin(NAME).isPositive());
  }

  @Test
  void theFewFailuresOfAPersonAreNotWrittenDown() {
    fail(a, Throttle.FREE_FAILURES - 1);
    a.exchange();

    assertEquals(List.of(), rows());
  }

  @Test
  void aNameIsWrittenDownOnceAndNotAsItWasTyped() {
    fail(a, Throttle.FREE_FAILURES + 3);
    a.exchange();
    fail(a, 1);
    a.exchange();

    assertEquals(1, rows().size());
    assertFalse(rows().getFirst().contains("192"));
  }

  @Test
  void anAttemptThatSucceedsIsNotCounted() {
    for (int i = 0; i < 3 * Throttle.FREE_FAILURES; i++) {
      assertEquals(Duration.ZERO, a.begin(NAME));
      a.end(NAME, false);
    }
    a.exchange();

    assertEquals(List.of(), rows());
  }

  /** Other people sign in from the address of somebody who guesses. */
  @Test
  void attemptsThatSucceedAreNotSlowedDownMoreAndMore() {
    fail(a, Throttle.FREE_FAILURES);
    for (int i = 0; i < 30; i++) {
      for (var node : List.of(a, b)) {
        now = now.plusSeconds(3);
        assertEquals(Duration.ZERO, node.begin(NAME), "attempt " + i);
        a.exchange();
        b.exchange();
        node.end(NAME, false);
        a.exchange();
        b.exchange();
      }
    }
  }

  @Test
  void whatIsOldIsDeleted() {
    fail(a, Throttle.FREE_FAILURES + 1);
    a.exchange();
    database.write(
        tx -> tx.execute("update failed_attempt set at = at - interval '1' hour where id <> ''"));

    b.exchange();

    assertEquals(List.of(), rows());
    assertEquals(Duration.ZERO, b.begin(NAME));
  }
}
