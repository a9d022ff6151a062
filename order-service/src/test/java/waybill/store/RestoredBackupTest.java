package waybill.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file and a journal that were not left by one crash. */
final class RestoredBackupTest {
  @TempDir Path folder;
  private Wreck wreck;
  private byte[] older;

  @BeforeEach
  void dieAfterABackup() throws IOException {
    wreck = new Wreck(folder);
    try (var shop = Shop.withJournal(wreck.data)) {
      Wreck.begin(shop);
      Wreck.work(shop, 1);
    }
    older = Files.readAllBytes(wreck.data.resolve(Image.FILE));
    wreck.dieAfter(1);
    wreck.dieAfter(10);
  }

  @Test
  void aFileAloneIsAsItWasWhenItWasWritten() throws IOException {
    Files.delete(wreck.journal);

    assertEquals(4, wreck.events());
  }

  @Test
  void anOlderFileIsRefusedBesideAJournalThatDoesNotReachBackToIt() throws IOException {
    Files.write(wreck.file, older);

    assertRefused();
  }

  @Test
  void aJournalAloneIsRefusedUntilItsFileIsBack() throws IOException {
    var file = Files.readAllBytes(wreck.file);
    Files.delete(wreck.file);
    assertRefused();

    Files.write(wreck.file, file);

    assertEquals(13, wreck.events());
  }

  @Test
  void anotherDatabasesFileIsRefused(@TempDir Path other) throws IOException {
    try (var shop = Shop.withJournal(other)) {
      Wreck.begin(shop);
      Wreck.work(shop, 2);
    }
    Files.write(wreck.file, Files.readAllBytes(other.resolve(Image.FILE)));

    assertRefused();
  }

  /** The journal must be as it was, for whoever puts the right file beside it. */
  private void assertRefused() throws IOException {
    var before = Files.readAllBytes(wreck.journal);

    var refused = assertThrows(Database.Unavailable.class, () -> wreck.start().close());

    assertTrue(refused.getMessage().contains("restore both from one backup"), refused::getMessage);
    assertArrayEquals(before, Files.readAllBytes(wreck.journal));
  }

  @Test
  void aFileThatHadNoJournalGetsOne(@TempDir Path plain) {
    try (var shop = Shop.open(plain)) {
      Wreck.begin(shop);
    }
    Image.take(plain, wreck.data);

    wreck.dieAfter(5);

    assertEquals(6, wreck.events());
  }
}
