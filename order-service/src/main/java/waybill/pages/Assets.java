package waybill.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The files of the pages, from the class path or from a folder in which they are edited. */
final class Assets {
  private static final String ROOT = "waybill/web";

  private final Optional<Path> folder;
  private final Map<String, byte[]> built;

  Assets(Optional<Path> folder) {
    this.folder = folder;
    this.built = folder.isPresent() ? Map.of() : read();
  }

  /** The text of a page, a partial or a module by its path, such as {@code assets/clock.js}. */
  String text(String path) {
    return new String(find(path).orElseThrow(() -> new IllegalStateException("no " + path)), UTF_8);
  }

  /** The bytes of one of the files; nothing else can be reached. */
  Optional<byte[]> find(String path) {
    return Optional.ofNullable((folder.isPresent() ? read() : built).get(path));
  }

  /**
   * Names all files. It is a part of each asset's address: a browser may keep the asset for ever.
   */
  String version() {
    var all = new StringBuilder();
    built.forEach((name, bytes) -> all.append(name).append(entityTag(bytes)));
    return entityTag(all.toString().getBytes(UTF_8)).substring(1, 9);
  }

  /** Names these bytes and no others (RFC 9110, section 8.8.1), as file times do not. */
  static String entityTag(byte[] bytes) {
    return '"' + UUID.nameUUIDFromBytes(bytes).toString() + '"';
  }

  private Map<String, byte[]> read() {
    try {
      if (folder.isPresent()) {
        return read(folder.get());
      }
      var uri = requireNonNull(Assets.class.getClassLoader().getResource(ROOT), ROOT).toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(Path.of(uri));
      }
      try (var _ = FileSystems.newFileSystem(uri, Map.of())) {
        return read(Path.of(uri));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("cannot read the pages", e);
    }
  }

  private static Map<String, byte[]> read(Path folder) throws IOException {
    var found = new TreeMap<String, byte[]>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        found.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return found;
  }
}
