package waybill.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was appended is handed on again, exactly and in order. */
final class JournalTest {
  private static final String NAME = "a database";

  @TempDir Path folder;
  private Path file;
  private Journal journal;

  @BeforeEach
  void openAnEmptyOne() {
    file = folder.resolve("journal");
    journal = Journal.open(file);
    journal.clear(NAME);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void everyTypeOfParameterSurvives() {
    var all = IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(JournalTest::isCharacter);
    var unicode = all.collect(StringBuilder::new, StringBuilder::appendCodePoint, (_, _) -> {});
    var bytes = HexFormat.of().parseHex("00ff7f80");
    @Nullable Object[] params = {
      null,
      "",
      unicode.toString(),
      Long.MIN_VALUE,
      Long.MAX_VALUE,
      Integer.MIN_VALUE,
      -1,
      true,
      false,
      bytes,
      new byte[0],
      Columns.param(Instant.parse("2026-03-01T08:00:00.123456Z")),
      Columns.param(Instant.parse("1969-12-31T23:59:59.999999Z")),
      Columns.param(Instant.parse("9999-12-31T23:59:59.999999Z"))
    };

    journal.append(1, List.of(new Statement("insert – ü", Arrays.asList(params))));

    var read = replayed().getFirst().statements().getFirst();
    assertEquals("insert – ü", read.sql());
    assertArrayEquals(params, read.params().toArray());
  }

  private static boolean isCharacter(int code) {
    return code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE;
  }

  @Test
  void aTypeThatNoColumnHasIsRefusedAndTheJournalIsAsBefore() {
    journal.append(1, words("one"));

    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                journal.append(2, List.of(new Statement("update", List.of("a", BigDecimal.ONE)))));

    assertTrue(refused.getMessage().contains("BigDecimal"), refused::getMessage);
    journal.append(2, words("two"));
    assertEquals(List.of(record(1, "one"), record(2, "two")), replayed());
  }

  @Test
  void recordsComeInTheirOrderWithTheirNumbersAndAllTheirStatements() {
    long first = 5_000_000_000L;
    journal.append(first, words("one", "two", "three"));
    journal.append(first + 1, List.of());
    journal.append(first + 2, words("four"));

    assertEquals(
        List.of(record(first, "one", "two", "three"), record(first + 1), record(first + 2, "four")),
        replayed());
  }

  @Test
  void recordsOfManyMegabytesAndThousandsOfStatementsSurvive() {
    var long1 = "a".repeat(3_000_000);
    var long2 = "\u00e9".repeat(3_000_000);
    var many = LongStream.range(0, 20_000).mapToObj(Long::toString).toArray(String[]::new);

    journal.append(1, words(long1, long2));
    journal.append(2, words(many));
    journal.append(3, words("a short one"));

    assertEquals(
        List.of(record(1, long1, long2), record(2, many), record(3, "a short one")), replayed());
  }

  @Test
  void whatIsUndoneIsNotHandedOnButItsNumberIs() {
    journal.append(1, words("one"));
    journal.append(2, words("not committed, and much longer than nothing"));

    journal.undo(2);

    journal.append(3, words("three"));
    assertEquals(List.of(record(1, "one"), record(2), record(3, "three")), replayed());
  }

  @Test
  void onceClearedItIsEmptyAndTakesRecordsAgain() {
    journal.append(1, words("one"));
    assertFalse(journal.isEmpty());
    long size = journal.size();

    journal.clear(NAME);

    assertTrue(journal.isEmpty());
    assertTrue(journal.size() < size);
    assertEquals(List.of(), replayed());
    journal.append(2, words("two"));
    assertFalse(journal.isEmpty());
    assertEquals(List.of(record(2, "two")), replayed());
  }

  @Test
  void itsSizeIsThatOfTheFile() {
    journal.append(1, words("one"));
    journal.append(2, words("two"));
    journal.undo(2);

    assertEquals(file.toFile().length(), journal.size());
  }

  @Test
  void onceItIsGivenUpNothingMoreIsTaken() {
    journal.append(1, words("one"));

    journal.giveUp();

    assertThrows(IllegalStateException.class, () -> journal.append(2, words("two")));
    assertEquals(List.of(record(1, "one")), replayed());
  }

  @Test
  void anotherDatabasesJournalIsRefused() {
    journal.append(1, words("one"));

    assertThrows(Journal.Foreign.class, () -> Records.replayed(file, "another database"));
  }

  private static List<Statement> words(String... words) {
    return Records.words(words);
  }

  private static Records.Entry record(long number, String... words) {
    return new Records.Entry(number, words(words));
  }

  /** As the next start finds it. */
  private List<Records.Entry> replayed() {
    return Records.replayed(file, NAME);
  }
}
