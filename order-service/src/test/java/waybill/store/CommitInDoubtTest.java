package waybill.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import waybill.store.GroupCommit.InDoubt;

/** Whether a failed commit was done or not: database and journal say the same, now and later. */
final class CommitInDoubtTest {
  private static final List<Logger> LOGS =
      Stream.of(Redo.class, GroupCommit.class).map(Class::getName).map(Logger::getLogger).toList();

  @TempDir Path folder;
  private Wreck wreck;
  private FaultyH2 commits;
  private Shop shop;

  @BeforeAll
  static void failQuietly() {
    LOGS.forEach(log -> log.setLevel(Level.OFF));
  }

  @AfterAll
  static void asBefore() {
    LOGS.forEach(log -> log.setLevel(null));
  }

  @BeforeEach
  void open() throws SQLException {
    wreck = new Wreck(folder);
    commits = new FaultyH2();
    shop = Shop.on(Database.open(wreck.data, FaultyH2::url, Shop.CONNECTIONS));
    Wreck.begin(shop);
    Wreck.work(shop, 1);
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
    commits.close();
  }

  static Stream<Throwable> failures() {
    return Stream.of(new SQLException("the disk is gone"), new OutOfMemoryError("on purpose"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatWasNotDoneIsNotDoneLaterEither(Throwable failure) {
    commits.failBefore(failure);
    assertThrows(InDoubt.class, () -> Wreck.work(shop, 1));
    assertEquals(2, Wreck.events(shop));
    wreck.die(shop);
    assertEquals(2, wreck.events());

    Wreck.work(shop, 1);

    wreck.die(shop);
    assertEquals(3, wreck.events());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatWasDoneStays(Throwable failure) {
    commits.failAfter(failure);
    assertThrows(InDoubt.class, () -> Wreck.work(shop, 1));
    assertEquals(3, Wreck.events(shop));
    wreck.die(shop);
    assertEquals(3, wreck.events());

    Wreck.work(shop, 1);

    wreck.die(shop);
    assertEquals(4, wreck.events());
  }

  @Test
  void ifNothingCanBeCommittedNothingMoreIsWrittenUntilTheNextStart() {
    commits.failBefore(new SQLException("the disk is gone"));
    commits.failBefore(new SQLException("still gone"));
    assertThrows(InDoubt.class, () -> Wreck.work(shop, 1));

    assertThrows(IllegalStateException.class, () -> Wreck.work(shop, 1));

    wreck.die(shop);
    assertEquals(2, wreck.events());
  }

  /** A crash could take it back, and what is built on it as well. */
  @Test
  void nothingIsBuiltOnWhatIsDoneButNeitherInTheJournalNorInTheFile() {
    commits.failAfter(new SQLException("the disk is gone"));
    commits.failBefore(new OutOfMemoryError("on purpose"));
    assertThrows(InDoubt.class, () -> Wreck.work(shop, 1));

    assertThrows(IllegalStateException.class, () -> Wreck.work(shop, 1));
  }
}
