package waybill.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.Await;
import waybill.storage.StorageFailure;

/** Only the service reads the data, and no change is accepted by a file that is gone. */
final class DataFolderTest {
  @TempDir Path folder;

  @Test
  void folderAndFilesAreForTheServiceOnly() throws IOException {
    var data = folder.resolve("data");
    var wreck = new Wreck(folder);
    try (var shop = Shop.open(data)) {
      Wreck.begin(shop);
      assertEquals("[rw-------, rwx------]", permissions(data));
    }
    Files.setPosixFilePermissions(wreck.data, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(
        data.resolve(Image.FILE), PosixFilePermissions.fromString("rw-r--r--"));

    Shop.open(data).close();

    assertEquals("[rw-------, rwx------]", permissions(data));
  }

  @Test
  void aFolderThatHoldsSomethingElseStaysOpen() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createFile(folder.resolve("something-else"));

    Shop.open(folder).close();

    assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(Image.FILE))));
  }

  private static String permissions(Path folder) throws IOException {
    var found = new TreeSet<String>();
    try (var files = Files.walk(folder)) {
      for (var file : files.toList()) {
        found.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    return found.toString();
  }

  @Test
  void whileTheFolderIsGoneNoChangeIsAccepted() throws IOException {
    var data = folder.resolve("data");
    try (var shop = Shop.open(data)) {
      Wreck.begin(shop);
      var elsewhere = Files.move(data, folder.resolve("elsewhere"));

      assertThrows(StorageFailure.class, () -> Wreck.work(shop, 1));
      assertTrue(shop.database.failure().orElseThrow().contains("waybill.mv.db is gone"));

      Files.move(elsewhere, data);
      Await.until("the database works again", () -> shop.database.failure().isEmpty());
      Wreck.work(shop, 1);
      assertEquals(2, Wreck.events(shop));
    }
  }
}
