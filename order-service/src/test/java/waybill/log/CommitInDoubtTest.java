package waybill.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import waybill.log.GroupCommit.InDoubt;

/** Whether a failed commit was done or not: the database says the same now and after a crash. */
final class CommitInDoubtTest {
  private static final Logger LOG = Logger.getLogger(GroupCommit.class.getName());

  @TempDir Path folder;
  private Wreck wreck;
  private FaultyH2 commits;
  private Shop shop;

  @BeforeAll
  static void failQuietly() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void asBefore() {
    LOG.setLevel(null);
  }

  @BeforeEach
  void open() throws SQLException {
    wreck = new Wreck(folder);
    commits = new FaultyH2();
    shop = Shop.on(FaultyH2.open(wreck.data));
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
}
