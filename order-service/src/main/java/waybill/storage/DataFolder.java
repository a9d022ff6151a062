package waybill.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The H2 file in its folder. Only the account of the service can read them: H2 gives its files the
 * permissions that are usual on the machine, so the file is made before H2 opens it.
 */
public final class DataFolder {
  private static final Logger LOG = System.getLogger(DataFolder.class.getName());

  /** The file's path in H2's URL, after the names of H2's layers. */
  private static final Pattern FILE = Pattern.compile("h2:file:(?:[a-z]{2,}:)*([^;]+)");

  private static final Pattern OWN = Pattern.compile("waybill\\.|(before-)?restore");

  private final Path file;
  private final @Nullable Object key;

  private DataFolder(Path file) {
    this.file = file;
    this.key = key();
  }

  /**
   * Makes the folder and an empty file if there are none.
   *
   * @return empty if the database is no file
   */
  public static Optional<DataFolder> open(String url) {
    var matcher = FILE.matcher(url);
    if (!matcher.find()) {
      return Optional.empty();
    }
    var file = Path.of(matcher.group(1) + ".mv.db");
    var folder = Objects.requireNonNull(file.getParent());
    try {
      Files.createDirectories(folder);
      if (Files.notExists(file)) {
        Files.createFile(file);
      }
      if (isOwn(folder)) {
        protect(folder, "rwx------");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    protect(file, "rw-------");
    return Optional.of(new DataFolder(file));
  }

  /** A folder with other people's files is not ours to close. */
  private static boolean isOwn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.allMatch(file -> OWN.matcher(file.getFileName().toString()).lookingAt());
    }
  }

  /** A folder that belongs to another account, as mounted ones do, stays as it is. */
  private static void protect(Path path, String permissions) {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(Level.WARNING, "the permissions of {0} stay as they are: {1}", path, e);
    }
  }

  /** A file that was removed or replaced still takes writes, which are lost with the process. */
  public void requireFile() {
    if (!Objects.equals(key, key())) {
      throw new UncheckedIOException(new IOException(file + " was replaced while it was in use"));
    }
  }

  private @Nullable Object key() {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(new IOException(file + " is gone"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
