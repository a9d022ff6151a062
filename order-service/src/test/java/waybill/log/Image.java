package waybill.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A data folder as a crash would leave it at this moment. */
final class Image {
  static final String FILE = "waybill.mv.db";

  private Image() {}

  /** To be called while the writer stands still: a crash freezes the file at once. */
  static Path take(Path data, Path copy) {
    try {
      Files.createDirectories(copy);
      Files.write(copy.resolve(FILE), unchanging(data.resolve(FILE)));
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** H2's threads may still write what they were given: read until two readings are the same. */
  private static byte[] unchanging(Path file) throws IOException {
    byte[] before;
    var now = Files.readAllBytes(file);
    do {
      before = now;
      now = Files.readAllBytes(file);
    } while (!Arrays.equals(before, now));
    return now;
  }
}
