package waybill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the machine allows: a server in C that does nothing but write. */
public final class Limit {
  private static final Path SOURCE = Path.of("tools", "bench", "limit.c");

  private Limit() {}

  /**
   * Compiles it into a folder. Empty, with a line that says so, where there is no C compiler.
   *
   * @throws IllegalStateException if the compiler does not take it
   */
  public static Optional<Path> compile(Path folder) {
    var program = folder.resolve("limit");
    try {
      Files.createDirectories(folder);
      int result =
          new ProcessBuilder("cc", "-O2", "-o", program.toString(), SOURCE.toString())
              .inheritIO()
              .start()
              .waitFor();
      if (result != 0) {
        throw new IllegalStateException("cc does not compile " + SOURCE);
      }
      return Optional.of(program);
    } catch (IOException e) {
      System.err.println("bench: no C compiler (cc) here, so there is no limit to compare with");
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
