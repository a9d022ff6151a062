package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.json.Json;

/** Operators see how a node is; while its database is away, {@link DatabaseAwayIT} looks. */
final class HealthStreamIT {
  @TempDir Path data;
  private RunningService service;

  @BeforeEach
  void start() {
    service = RunningService.start(data);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void everyCheckIsNamedAndUp() {
    try (var stream = EventStream.open(service.port(), "/api/health")) {
      var health = Json.parse(stream.await("health").data());

      assertTrue(health.path("node").textValue().startsWith(ProcessHandle.current().pid() + "@"));
      assertEquals("up", state(health, "database"));
      assertEquals("up", state(health, "bus"));
      assertEquals("up", state(health, "lost events"));
      health.path("checks").forEach(it -> assertEquals("up", it.path("state").textValue()));
      assertEquals(1, figure(health, "openStreams"));
    }
  }

  private static String state(JsonNode health, String name) {
    return named(health.path("checks"), name).path("state").textValue();
  }

  private static long figure(JsonNode health, String name) {
    return named(health.path("figures"), name).path("value").longValue();
  }

  private static JsonNode named(JsonNode list, String name) {
    return list.valueStream()
        .filter(it -> it.path("name").textValue().equals(name))
        .findAny()
        .orElseThrow();
  }
}
