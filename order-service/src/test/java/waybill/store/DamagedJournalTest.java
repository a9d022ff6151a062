package waybill.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Death may cut a record short wherever it likes: then it was never there, and all before it is.
 */
final class DamagedJournalTest {
  private static final String NAME = "a database";
  private static final Records.Entry ONE = new Records.Entry(1, Records.words("one"));
  private static final Records.Entry TWO = new Records.Entry(2, Records.words("two"));

  @TempDir Path folder;
  private byte[] head;
  private byte[] first;
  private byte[] whole;

  @BeforeEach
  void appendTwo() throws IOException {
    var file = folder.resolve("whole");
    try (var journal = Journal.open(file)) {
      journal.clear(NAME);
      head = Files.readAllBytes(file);
      journal.append(ONE.number(), ONE.statements());
      first = Files.readAllBytes(file);
      journal.append(TWO.number(), TWO.statements());
      whole = Files.readAllBytes(file);
    }
    assertEquals(List.of(ONE, TWO), replayed(whole));
  }

  @Test
  void aRecordCutAtAnyByteIsIgnoredAndAllBeforeItIsHandedOn() throws IOException {
    for (int length = first.length; length < whole.length; length++) {
      assertEquals(List.of(ONE), replayed(Arrays.copyOf(whole, length)), "cut to " + length);
    }
    for (int length = head.length; length < first.length; length++) {
      assertEquals(List.of(), replayed(Arrays.copyOf(whole, length)), "cut to " + length);
    }
  }

  @Test
  void anEmptyFileAndOneCutWithinItsHeadHaveNothing() throws IOException {
    for (int length = 0; length <= head.length; length++) {
      assertEquals(List.of(), replayed(Arrays.copyOf(whole, length)), "cut to " + length);
    }
  }

  @Test
  void aFlippedBitAnywhereInTheLastRecordIsNoticed() throws IOException {
    for (int bit = 8 * first.length; bit < 8 * whole.length; bit++) {
      assertEquals(List.of(ONE), replayed(flipped(bit)), "bit " + bit);
    }
  }

  @Test
  void aFlippedBitAnywhereInItsHeadMakesItForeign() {
    for (int bit = 0; bit < 8 * head.length; bit++) {
      var damaged = flipped(bit);
      assertThrows(RuntimeException.class, () -> replayed(damaged), "bit " + bit);
    }
  }

  @Test
  void aTailOfZerosIsIgnored() throws IOException {
    assertEquals(List.of(ONE, TWO), replayed(Arrays.copyOf(whole, whole.length + 4096)));
  }

  private byte[] flipped(int bit) {
    var bytes = whole.clone();
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    return bytes;
  }

  private List<Records.Entry> replayed(byte[] bytes) throws IOException {
    var file = folder.resolve("damaged");
    Files.write(file, bytes);
    return Records.replayed(file, NAME);
  }
}
