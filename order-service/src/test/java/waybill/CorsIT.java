package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts of other origins get in where a setting names them exactly, and nowhere else. */
final class CorsIT {
  private static final String FRIEND = "https://shop.example";
  private static final String STRANGER = "https://shop.example.evil";

  @TempDir Path data;

  @Test
  void nobodyIsLetInUnlessConfigured() {
    try (var service = RunningService.start(data)) {
      var preflight = preflight(service, FRIEND);
      var asked = ask(service, FRIEND);

      ResponseAssertions.problem(403, "cross-site", preflight);
      ResponseAssertions.problem(403, "cross-site", asked);
      assertTrue(asked.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
    }
  }

  @Test
  void onlyTheConfiguredOriginIsLetIn() {
    try (var service = RunningService.start(withFriend())) {
      var preflight = preflight(service, FRIEND);
      var asked = ask(service, FRIEND);

      assertEquals(204, preflight.statusCode());
      assertEquals(FRIEND, ResponseAssertions.header(preflight, "Access-Control-Allow-Origin"));
      var allowed = ResponseAssertions.header(preflight, "Access-Control-Allow-Headers");
      assertTrue(List.of(allowed.split(", ")).contains("Authorization"), allowed);
      assertEquals(200, asked.statusCode());
      assertEquals(FRIEND, ResponseAssertions.header(asked, "Access-Control-Allow-Origin"));
      assertTrue(
          asked.headers().firstValue("Access-Control-Allow-Credentials").isEmpty(),
          "cookies never travel there");
      ResponseAssertions.problem(403, "cross-site", preflight(service, STRANGER));
      ResponseAssertions.problem(403, "cross-site", ask(service, STRANGER));
    }
  }

  private Settings withFriend() {
    return RunningService.settings(
        data,
        Optional.of(StaffTokens.PASSWORD),
        new Settings.Web(Optional.empty(), Set.of(FRIEND)));
  }

  private static HttpResponse<String> preflight(RunningService service, String origin) {
    return service.send(
        "OPTIONS",
        "/api/customers",
        "",
        "Origin",
        origin,
        "Access-Control-Request-Method",
        "GET",
        "Access-Control-Request-Headers",
        "authorization",
        RunningService.ANONYMOUS,
        "");
  }

  private static HttpResponse<String> ask(RunningService service, String origin) {
    return service.get("/api/customers", "Origin", origin, "Sec-Fetch-Site", "cross-site");
  }
}
