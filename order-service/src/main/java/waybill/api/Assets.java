package waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/**
 * The version of all assets together, a part of their address: what a browser has under it never
 * changes, and a new build is another address.
 */
final class Assets {
  private Assets() {}

  /** Ten hexadecimal digits made of every file's name and bytes. */
  static String version(String folder) {
    try {
      var place =
          Objects.requireNonNull(Assets.class.getClassLoader().getResource(folder), folder).toURI();
      if (!place.getScheme().equals("jar")) {
        return digest(Path.of(place));
      }
      var jar = URI.create(place.toString().substring(0, place.toString().lastIndexOf('!')));
      try (var files = FileSystems.newFileSystem(jar, Map.of())) {
        return digest(files.getPath(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String digest(Path folder) throws IOException, NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(folder.relativize(file).toString().getBytes(UTF_8));
        digest.update(Files.readAllBytes(file));
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 5);
  }
}
