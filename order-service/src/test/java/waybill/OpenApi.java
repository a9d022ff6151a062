package waybill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.Yaml;

/**
 * docs/openapi.yaml, with which every response to the tests' clients is compared, and every request
 * body that was accepted. Fields that it does not name are errors here, although clients have to
 * ignore them. Not compared are streams, the lines of a bulk request, headers, query parameters,
 * pages, and what tests send over bare sockets.
 */
final class OpenApi {
  static final JsonNode DOCUMENT = document();

  /** The document says once that each request may be answered with these. */
  private static final Set<Integer> EVERYWHERE = Set.of(414, 431, 500, 501, 505);

  /** What a request for something that the document does not list may lead to. */
  private static final Set<Integer> NO_OPERATION = Set.of(401, 403, 404, 405);

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder()
          .formatAssertionsEnabled(true)
          .losslessNarrowing(true)
          .build();
  private static final Map<JsonNode, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();
  private static final JsonNode PROBLEM = DOCUMENT.at("/components/responses/Problem");

  private OpenApi() {}

  /** Returns the response; fails if the document lacks it, or the request that it accepts. */
  static HttpResponse<String> checked(String requestBody, HttpResponse<String> response) {
    var request = response.request();
    var path = request.uri().getRawPath();
    if (!path.startsWith("/api/") || request.method().equals("OPTIONS")) {
      return response;
    }
    var operation = operation(request.method(), path);
    var errors = errors(documented(operation, response.statusCode()), response);
    if (response.statusCode() / 100 == 2) {
      errors.addAll(acceptedErrors(target(operation.path("requestBody")), request, requestBody));
    }
    if (!errors.isEmpty()) {
      throw new AssertionError(
          "docs/openapi.yaml: %s %s %s: %d %s: %s"
              .formatted(
                  request.method(),
                  path,
                  requestBody,
                  response.statusCode(),
                  response.body(),
                  errors));
    }
    return response;
  }

  /** What is wrong with JSON that should be of this schema. */
  static Set<String> errors(JsonNode schema, JsonNode json) {
    var errors = new TreeSet<String>();
    SCHEMAS
        .computeIfAbsent(schema, OpenApi::compiled)
        .validate(json)
        .forEach(error -> errors.add(error.getMessage()));
    return errors;
  }

  /** The schema of this name. */
  static JsonNode schema(String name) {
    return DOCUMENT.at("/components/schemas/" + name);
  }

  /** What a reference leads to, and everything else itself. */
  static JsonNode target(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.get("$ref").textValue().substring(1)) : node;
  }

  private static Set<String> errors(JsonNode documented, HttpResponse<String> response) {
    var body = response.body();
    var content = documented.path("content").path(mediaType(response.headers()));
    var errors = new TreeSet<String>();
    if (documented.isMissingNode()) {
      errors.add("has no such response");
    } else if (body.isEmpty()) {
      boolean head = response.request().method().equals("HEAD");
      if (documented.has("content") && !content.has("x-itemSchema") && !head) {
        errors.add("has a body");
      }
    } else if (content.isMissingNode()) {
      errors.add("has no such Content-Type: " + mediaType(response.headers()));
    } else if (content.has("x-itemSchema")) {
      var schema = content.get("x-itemSchema");
      body.lines().forEach(line -> errors.addAll(errors(schema, RunningService.json(line))));
    } else if (isJson(response.headers())) {
      errors.addAll(errors(content.get("schema"), RunningService.json(body)));
    }
    return errors;
  }

  private static Set<String> acceptedErrors(JsonNode documented, HttpRequest request, String body) {
    if (body.isEmpty()) {
      return documented.path("required").asBoolean() ? Set.of("wants a body") : Set.of();
    }
    var content = documented.path("content").path(mediaType(request.headers()));
    if (content.isMissingNode()) {
      return Set.of("accepts no such body: " + mediaType(request.headers()));
    }
    return isJson(request.headers())
        ? errors(content.get("schema"), withoutNulls(RunningService.json(withoutMark(body))))
        : Set.of();
  }

  /** RFC 8259, section 8.1 lets a byte order mark be ignored. */
  private static String withoutMark(String body) {
    return body.startsWith("\uFEFF") ? body.substring(1) : body;
  }

  /** The document says once that null counts as absent in a request. */
  private static JsonNode withoutNulls(JsonNode json) {
    json.forEach(OpenApi::withoutNulls);
    if (json instanceof ObjectNode object) {
      object.removeIf(JsonNode::isNull);
    }
    return json;
  }

  private static boolean isJson(HttpHeaders headers) {
    return mediaType(headers).matches("application/(problem\\+)?json");
  }

  private static String mediaType(HttpHeaders headers) {
    return headers.firstValue("Content-Type").orElse("").split(";", 2)[0];
  }

  private static JsonNode documented(JsonNode operation, int status) {
    boolean noOperation = operation.isMissingNode() && NO_OPERATION.contains(status);
    if (noOperation || EVERYWHERE.contains(status)) {
      return PROBLEM;
    }
    return target(operation.path("responses").path(Integer.toString(status)));
  }

  private static JsonNode operation(String method, String path) {
    var name = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    return DOCUMENT
        .get("paths")
        .propertyStream()
        .filter(item -> path.matches(item.getKey().replaceAll("\\{\\w+}", "[^/]+")))
        .map(item -> item.getValue().path(name))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private static JsonSchema compiled(JsonNode schema) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", DOCUMENT.get("components"));
    return FACTORY.getSchema(whole, CONFIG);
  }

  private static JsonNode document() {
    try {
      var yaml = Files.readString(Path.of("..", "docs", "openapi.yaml"));
      JsonNode document = new ObjectMapper().valueToTree(new Yaml().load(yaml));
      close(document);
      document
          .at("/components/schemas")
          .forEachEntry((name, schema) -> {
            if (name.endsWith("Fields")) { // others add theirs to these
              ((ObjectNode) schema).remove("unevaluatedProperties");
            }
          });
      return document;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(JsonNode node) {
    node.forEach(OpenApi::close);
    if (node instanceof ObjectNode schema
        && schema.path("properties").isObject()
        && !schema.has("additionalProperties")) {
      schema.set("unevaluatedProperties", BooleanNode.FALSE);
    }
  }
}
