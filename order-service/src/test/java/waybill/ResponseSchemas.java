package waybill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/** The schemas of docs/openapi.yaml (JSON Schema 2020-12), to compare real messages with. */
final class ResponseSchemas {
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private final JsonNode document;

  ResponseSchemas() {
    try {
      var yaml = Files.readString(Path.of("..", "docs", "openapi.yaml"));
      document = new ObjectMapper().valueToTree(new Yaml().load(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with a JSON response; nothing for other media types. */
  Set<String> errors(String method, String path, HttpResponse<String> response) {
    var type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    if (type.endsWith("ndjson") || !type.endsWith("json") || response.body().isEmpty()) {
      return Set.of();
    }
    var status = Integer.toString(response.statusCode());
    var documented =
        document
            .path("paths")
            .path(path)
            .path(method.toLowerCase(Locale.ROOT))
            .path("responses")
            .path(status);
    var answer = documented.has("$ref") ? target(documented) : documented;
    return errors(answer.path("content").path(type).path("schema"), response.body());
  }

  /** What is wrong with JSON that should be of a named schema. */
  Set<String> errors(String schema, String json) {
    return errors(document.at("/components/schemas/" + schema), json);
  }

  private JsonNode target(JsonNode reference) {
    return document.at(reference.get("$ref").textValue().substring(1));
  }

  private Set<String> errors(JsonNode schema, String json) {
    if (!schema.isObject()) {
      return Set.of("has no schema");
    }
    JsonNode whole = ((ObjectNode) schema.deepCopy()).set("components", document.get("components"));
    var errors = new TreeSet<String>();
    FACTORY
        .getSchema(whole)
        .validate(RunningService.json(json))
        .forEach(error -> errors.add(error.getMessage()));
    return errors;
  }
}
