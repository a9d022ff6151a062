package waybill.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What stands in a journal. */
final class Records {
  private Records() {}

  record Entry(long number, List<Statement> statements) {}

  /** A statement for each word. */
  static List<Statement> words(String... words) {
    return Arrays.stream(words).map(word -> new Statement("insert", List.of(word))).toList();
  }

  /** What is to be redone on the database of that name, for one who opens the file now. */
  static List<Entry> replayed(Path file, String database) {
    var entries = new ArrayList<Entry>();
    try (var journal = Journal.open(file)) {
      journal.replay(database, (number, statements) -> entries.add(new Entry(number, statements)));
    }
    return entries;
  }
}
