package waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.FileSystemHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import java.io.FileNotFoundException;
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
import java.util.Optional;

/** The files of the pages: from the class path or, while they are being edited, from a folder. */
final class Assets {
  private static final String ROOT = "waybill/web/";

  private final Optional<Path> folder;

  Assets(Optional<Path> folder) {
    this.folder = folder;
  }

  /** Whether the files may change while the service runs. */
  boolean changes() {
    return folder.isPresent();
  }

  /**
   * The text of a page, a partial or a module by its path, as in {@code assets/clock.js}.
   *
   * @throws IllegalStateException if it cannot be read
   */
  String text(String path) {
    try {
      return folder.isPresent()
          ? Files.readString(folder.get().resolve(path))
          : resource(ROOT + path);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + path + " of the pages", e);
    }
  }

  private static String resource(String path) throws IOException {
    try (var in = Assets.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new FileNotFoundException(path);
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  HttpService service() {
    return folder.isPresent()
        ? StaticContentFeature.createService(
            FileSystemHandlerConfig.create(folder.get().resolve("assets")))
        : StaticContentFeature.createService(ClasspathHandlerConfig.create(ROOT + "assets"));
  }

  /**
   * The version of all assets together, a part of their address: what a browser has under it never
   * changes, and a new build is another address. Ten hexadecimal digits made of every file's name
   * and bytes.
   */
  static String version() {
    var assets = ROOT + "assets";
    try {
      var place =
          Objects.requireNonNull(Assets.class.getClassLoader().getResource(assets), assets).toURI();
      if (!place.getScheme().equals("jar")) {
        return digest(Path.of(place));
      }
      var jar = URI.create(place.toString().substring(0, place.toString().lastIndexOf('!')));
      try (var files = FileSystems.newFileSystem(jar, Map.of())) {
        return digest(files.getPath(assets));
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
