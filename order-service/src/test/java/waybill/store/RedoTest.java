package waybill.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.Await;

/** What a crash took from the file is done again, once. */
final class RedoTest {
  /** Half of them are still more than are redone in one transaction. */
  private static final int MANY = 1200;

  @TempDir static Path begun;
  @TempDir Path folder;
  private Wreck wreck;

  @BeforeAll
  static void begin() {
    try (var shop = Shop.withJournal(begun)) {
      Wreck.begin(shop);
    }
  }

  @BeforeEach
  void goOn() {
    wreck = new Wreck(folder);
    Image.take(begun, wreck.data);
  }

  @Test
  void whatOnlyTheJournalHasIsDoneAgain() {
    wreck.dieAfter(10);

    assertEquals(11, wreck.events());
  }

  @Test
  void aRedoOfManyThatDiedGoesOnWhereItWas() throws IOException {
    wreck.dieAfter(MANY);
    var whole = Files.readAllBytes(wreck.journal);
    wreck.cutJournal(whole.length / 2);
    assertTrue(wreck.events() < MANY);

    Files.write(wreck.journal, whole);

    assertEquals(MANY + 1, wreck.events());
  }

  @Test
  void whatWasDoneAgainIsNotDoneOnceMore() throws IOException {
    wreck.dieAfter(10);
    var journal = Files.readAllBytes(wreck.journal);
    assertEquals(11, wreck.events());

    Files.write(wreck.journal, journal);

    assertEquals(11, wreck.events());
  }

  @Test
  void aCheckpointThatDiedBeforeTheJournalBeganAnewLosesAndRepeatsNothing() throws IOException {
    try (var shop = Shop.withJournal(wreck.data)) {
      Wreck.work(shop, 10);
      shop.database.checkpoint();
      wreck.die(shop);
    }
    var file = Files.readAllBytes(wreck.file);
    assertEquals(11, wreck.events());

    for (int left : new int[] {0, 20}) {
      Files.write(wreck.file, file);
      wreck.cutJournal(left);
      assertEquals(11, wreck.events(), "cut to " + left);
    }
  }

  @Test
  void whatIsWrittenAfterATornRecordIsNotLostWithIt() throws IOException {
    wreck.dieAfter(10);
    wreck.cutJournal(Files.size(wreck.journal) - 1);
    var second = folder.resolve("second");

    try (var shop = wreck.start()) {
      assertEquals(10, Wreck.events(shop));
      Wreck.work(shop, 5);
      Image.take(wreck.file.getParent(), second);
    }

    try (var shop = Shop.withJournal(second)) {
      assertEquals(15, Wreck.events(shop));
    }
  }

  @Test
  void onceItIsQuietTheFileHasEverythingAndTheJournalNothing() throws IOException {
    try (var shop = Shop.withJournal(wreck.data)) {
      Wreck.work(shop, 10);
      Await.until("it was quiet for a while", () -> !shop.database.isBehind());
      wreck.die(shop);
    }
    Files.delete(wreck.journal);

    assertEquals(11, wreck.events());
  }

  @Test
  void aLongJournalBeginsAnewInTheMidstOfWork() throws IOException {
    var big = "b".repeat(1_000_000);
    try (var shop = Shop.withJournal(wreck.data)) {
      for (int i = 1; i < 40; i++) {
        shop.database.write(tx ->
            tx.execute("update order_state set contents = ? where status = ?", big, "PLACED"));
      }
      wreck.die(shop);
    }

    assertTrue(Files.size(wreck.journal) < 10L * big.length());
  }

  /** What stands in the journal is for the tables of the program that wrote it. */
  @Test
  void theTablesAreMigratedAfterTheRedo() {
    try (var shop = Shop.withJournal(wreck.data)) {
      shop.database.write(tx -> tx.execute(DatabaseTest.MIGRATED_BY_A_NEWER_PROGRAM));
      wreck.die(shop);
    }

    var refused = assertThrows(RuntimeException.class, () -> wreck.start().close());

    assertFalse(refused instanceof Database.Unavailable, refused::toString);
  }

  @Test
  void whatAFailedChangeUsedUpIsNotMissed() {
    try (var shop = Shop.withJournal(wreck.data)) {
      Wreck.work(shop, 1);
      assertThrows(RuntimeException.class, () -> shop.database.write(RedoTest::fail));
      Wreck.work(shop, 1);
      wreck.die(shop);
    }

    assertEquals(3, wreck.events());
  }

  private static long fail(Transaction tx) {
    tx.execute("update customer set name = 'Nobody'");
    throw new IllegalStateException("on purpose");
  }
}
