package waybill.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.FileSystemHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The files of the pages, from the class path or from a folder in which they are edited. */
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

  /** The text of a page, a partial or a module by its path, such as {@code assets/clock.js}. */
  String text(String path) {
    try (var in = open(path)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + " of the pages", e);
    }
  }

  private InputStream open(String path) throws IOException {
    return folder.isPresent()
        ? Files.newInputStream(folder.get().resolve(path))
        : requireNonNull(Assets.class.getClassLoader().getResourceAsStream(ROOT + path), path);
  }

  HttpService service() {
    return folder.isPresent()
        ? StaticContentFeature.createService(
            FileSystemHandlerConfig.create(folder.get().resolve("assets")))
        : StaticContentFeature.createService(ClasspathHandlerConfig.create(ROOT + "assets"));
  }

  /**
   * Ten hexadecimal digits made of the names and bytes of all assets. They are a part of each
   * asset's address, so a browser may keep the asset for ever: a new build has other addresses.
   */
  static String version() {
    var assets = ROOT + "assets";
    try {
      var uri = requireNonNull(Assets.class.getClassLoader().getResource(assets), assets).toURI();
      if (!uri.getScheme().equals("jar")) {
        return digest(Path.of(uri));
      }
      try (var _ = FileSystems.newFileSystem(uri, Map.of())) {
        return digest(Path.of(uri));
      }
    } catch (IOException | URISyntaxException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot read the assets", e);
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
