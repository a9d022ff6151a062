package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;

/** What every answer of one kind has in common. */
final class ResponseAssertions {
  private ResponseAssertions() {}

  /** A problem as in RFC 9457, with nothing internal in it; returns it. */
  static JsonNode problem(int status, String name, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response::body);
    assertEquals("application/problem+json", header(response, "Content-Type"));
    assertEquals("no-store", header(response, "Cache-Control"));
    return problem(status, name, response.body());
  }

  static JsonNode problem(int status, String name, RawHttp.Response response) {
    assertEquals(status, response.status(), response::body);
    assertEquals("application/problem+json", response.headers().get("content-type"));
    return problem(status, name, response.body());
  }

  static JsonNode problem(int status, String name, String body) {
    var problem = RunningService.json(body);
    assertEquals("urn:waybill:problem:" + name, problem.path("type").asText(), body);
    assertEquals(status, problem.path("status").asInt());
    assertFalse(problem.path("title").asText().isBlank());
    assertFalse(problem.path("detail").asText().isBlank());
    assertFalse(body.contains("Exception") || body.contains("waybill.") || body.contains("io."));
    return problem;
  }

  /** A 422 that names exactly these fields. */
  static void invalid(HttpResponse<String> response, String... pointers) {
    assertEquals(List.of(pointers), pointers(problem(422, "invalid", response)), response::body);
  }

  static List<String> pointers(JsonNode problem) {
    return texts(problem.path("errors"), "pointer");
  }

  static List<String> texts(JsonNode array, String field) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(entry -> entry.path(field).asText())
        .toList();
  }

  /** A document that no cache may keep. */
  static JsonNode json(int status, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response::body);
    assertEquals("application/json", header(response, "Content-Type"));
    assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    return RunningService.json(response);
  }

  static String header(HttpResponse<String> response, String name) {
    var value = response.headers().firstValue(name);
    assertTrue(value.isPresent(), () -> "no " + name + " in " + response.headers().map());
    return value.get();
  }
}
