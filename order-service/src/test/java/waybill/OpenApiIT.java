package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** docs/openapi.yaml knows every route, and no other. */
final class OpenApiIT {
  private static final Path DOCUMENT = Path.of("..", "docs", "openapi.yaml");

  @TempDir Path data;

  @Test
  void theDocumentAndTheServiceKnowTheSamePathsAndMethods() throws IOException {
    try (var service = RunningService.start(data)) {
      assertEquals(new TreeMap<>(service.waybill().server().routes()), documented());
    }
  }

  private static Map<String, Set<String>> documented() throws IOException {
    Map<String, Map<String, Map<String, Object>>> document =
        new Yaml().load(Files.readString(DOCUMENT));
    var methods = new TreeMap<String, Set<String>>();
    document
        .get("paths")
        .forEach((path, item) -> {
          var known = new HashSet<>(item.keySet());
          known.remove("parameters");
          known.forEach(method ->
              methods
                  .computeIfAbsent(path, _ -> new HashSet<>())
                  .add(method.toUpperCase(Locale.ROOT)));
        });
    return methods;
  }
}
