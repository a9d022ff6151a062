package waybill;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Waybill stays small: the documents say how small, and this counts. */
final class BudgetTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "waybill");
  private static final String ROOT = "waybill";

  private static final int MAX_TOUR_FILES = 36;
  private static final int MAX_TOUR_LINES = 3_500;
  private static final int MAX_FILES_OF_A_CHANGE = 45;

  /** One line of the table in docs/architecture.md. */
  private record Budget(Set<String> packages, int limit) {
    static List<Budget> all() {
      return MarkdownDocument.read("architecture.md")
          .table("| package(s) | at most lines |")
          .stream()
          .map(row ->
              new Budget(
                  MarkdownDocument.names(row.getFirst()),
                  Integer.parseInt(row.getLast().replace(",", ""))))
          .toList();
    }

    void check() {
      long counted = countLines(packages.stream().flatMap(name -> sources(name).stream()).toList());
      System.out.printf("%s: %d of %d lines%n", packages, counted, limit);
      assertTrue(counted <= limit, () -> packages + " has " + counted + " lines of " + limit);
    }
  }

  @Test
  void everyPackageStaysWithinItsBudget() {
    assertAll(Budget.all().stream().map(budget -> budget::check));
  }

  @Test
  void everyPackageHasOneBudget() {
    var packages = new TreeSet<String>();
    packages.add(ROOT);
    files(SOURCES, 1).filter(Files::isDirectory).forEach(folder -> packages.add(name(folder)));

    var budgeted = Budget.all().stream().flatMap(budget -> budget.packages().stream()).toList();

    assertEquals(budgeted.size(), Set.copyOf(budgeted).size(), budgeted::toString);
    packages.removeAll(budgeted);
    assertEquals(Set.of(), packages);
  }

  @Test
  void theTourIsShort() {
    var files = MarkdownDocument.read("tour.md").linkedFiles();

    assertExist(files);
    System.out.printf("docs/tour.md: %d files, %d lines%n", files.size(), countLines(files));
    assertTrue(files.size() <= MAX_TOUR_FILES, () -> files.size() + " files");
    assertTrue(countLines(files) <= MAX_TOUR_LINES, () -> countLines(files) + " lines");
  }

  @Test
  void anAcceptedChangePassesFewFiles() {
    var files =
        MarkdownDocument.read("architecture.md")
            .linkedFiles("## The files that one accepted change passes");

    assertExist(files);
    assertTrue(files.size() <= MAX_FILES_OF_A_CHANGE, () -> files.size() + " files");
  }

  private static void assertExist(List<Path> files) {
    assertFalse(files.isEmpty());
    assertEquals(List.of(), files.stream().filter(file -> !Files.isRegularFile(file)).toList());
  }

  /** The sources of a package of the service, or of a module beside it. */
  private static List<Path> sources(String name) {
    if (name.equals(ROOT)) {
      return files(SOURCES, 1).filter(BudgetTest::isSource).toList();
    }
    var module = Path.of("..", name, "src", "main", "java");
    var folder = Files.isDirectory(module) ? module : SOURCES.resolve(name);
    return files(folder, Integer.MAX_VALUE).filter(BudgetTest::isSource).toList();
  }

  private static boolean isSource(Path file) {
    return name(file).endsWith(".java");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static Stream<Path> files(Path folder, int depth) {
    try (var files = Files.walk(folder, depth)) {
      return files.filter(file -> !file.equals(folder)).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long countLines(Collection<Path> files) {
    return files.stream().mapToLong(BudgetTest::countLines).sum();
  }

  private static long countLines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
