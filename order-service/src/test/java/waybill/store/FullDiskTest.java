package waybill.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that finds no room leaves nothing behind. */
final class FullDiskTest {
  private static final String NAME = "a database";
  private static final Records.Entry ONE = new Records.Entry(1, Records.words("one"));
  private static final Records.Entry TWO = new Records.Entry(2, Records.words("two"));

  @TempDir Path folder;
  private Path path;
  private Disk disk;
  private Journal journal;

  /**
   * When it is full half of what is to be written finds room, if it may not be cut not even that.
   */
  private static final class Disk extends RandomAccessFile {
    private boolean full;
    private boolean broken;

    Disk(Path file) throws IOException {
      super(file.toFile(), "rw");
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      super.write(bytes, from, full ? length / 2 : length);
      if (full) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void setLength(long length) throws IOException {
      if (broken) {
        throw new IOException("Input/output error");
      }
      super.setLength(length);
    }
  }

  @BeforeEach
  void open() throws IOException {
    path = folder.resolve("journal");
    disk = new Disk(path);
    journal = new Journal(disk);
    journal.clear(NAME);
    append(ONE);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private void append(Records.Entry entry) {
    journal.append(entry.number(), entry.statements());
  }

  @Test
  void whatFindsNoRoomIsAsIfItHadNotBeenTriedAndLaterThereIsRoom() {
    disk.full = true;
    assertThrows(UncheckedIOException.class, () -> append(TWO));
    assertThrows(UncheckedIOException.class, () -> append(TWO));
    assertEquals(path.toFile().length(), journal.size());
    assertEquals(List.of(ONE), Records.replayed(path, NAME));
    disk.full = false;

    append(TWO);

    assertEquals(List.of(ONE, TWO), Records.replayed(path, NAME));
  }

  @Test
  void ifNotEvenTheTornRecordCanBeCutOffNothingMoreIsTaken() {
    disk.full = true;
    disk.broken = true;
    assertThrows(UncheckedIOException.class, () -> append(TWO));
    disk.full = false;
    disk.broken = false;

    assertThrows(IllegalStateException.class, () -> append(TWO));

    assertEquals(List.of(ONE), Records.replayed(path, NAME));
  }

  @Test
  void ifItCannotBeginAnewNothingMoreIsTaken() {
    disk.full = true;
    assertThrows(UncheckedIOException.class, () -> journal.clear(NAME));
    disk.full = false;

    assertThrows(IllegalStateException.class, () -> append(TWO));

    assertEquals(List.of(), Records.replayed(path, NAME));
    assertTrue(path.toFile().length() > 0);
  }
}
