package waybill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The server in C that only writes, which shows what the machine allows. */
public final class CServer {
  private static final Path SOURCE = Path.of("tools", "bench", "limit.c");

  private CServer() {}

  /**
   * Compiles it into a folder. Without a C compiler it prints so and returns empty.
   *
   * @throws IllegalStateException if the compiler reports an error
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
