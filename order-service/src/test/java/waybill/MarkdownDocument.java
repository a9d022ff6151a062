package waybill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A document of docs/ whose tables and lists tests compare with the code. */
record MarkdownDocument(String name, List<String> lines) {
  private static final Path DOCS = Path.of("..", "docs");

  /** A list item that begins with a link. */
  private static final Pattern LINKED =
      Pattern.compile("(?:-|\\d+\\.) (?:\\*\\*)?\\[[^]]+]\\(([^)]+)\\).*");

  static MarkdownDocument read(String name) {
    try {
      return new MarkdownDocument(name, Files.readAllLines(DOCS.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The cells of a table's rows, without backticks.
   *
   * @param header the table's first line
   */
  List<List<String>> table(String header) {
    return after(header).stream()
        .skip(1)
        .takeWhile(line -> line.startsWith("|"))
        .map(row -> row.substring(1).replace("`", "").split("\\|"))
        .map(cells -> Arrays.stream(cells).map(String::strip).toList())
        .toList();
  }

  /** The files that the list items of the whole document begin with. */
  List<Path> linkedFiles() {
    return linkedFiles(lines);
  }

  /** The files that the list items below a heading begin with. */
  List<Path> linkedFiles(String heading) {
    var section = after(heading).stream().takeWhile(line -> !line.startsWith("#")).toList();
    return linkedFiles(section);
  }

  /** The names in a cell, separated by commas. */
  static Set<String> names(String cell) {
    return new TreeSet<>(List.of(cell.split(", *")));
  }

  private static List<Path> linkedFiles(List<String> lines) {
    return lines.stream()
        .map(LINKED::matcher)
        .filter(link -> link.matches())
        .map(link -> DOCS.resolve(link.group(1)).normalize())
        .distinct()
        .toList();
  }

  private List<String> after(String line) {
    int found = lines.indexOf(line);
    if (found < 0) {
      throw new AssertionError(name + " has no line \"" + line + "\"");
    }
    return lines.subList(found + 1, lines.size());
  }
}
