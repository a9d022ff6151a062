package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.access.AccessSettings;
import waybill.access.AccessSettings.Lifetime;

/** Sessions and tokens end by themselves, and streams with them; use makes sessions last. */
final class LifetimeIT {
  private static final Lifetime LONG = new Lifetime(Duration.ofHours(1), Duration.ofHours(2));
  private static final Duration SHORT = Duration.ofSeconds(2);

  @TempDir Path data;

  private RunningService service(Lifetime staff, Lifetime customer, Duration token) {
    var access = new AccessSettings(staff, customer, token, Optional.empty());
    var service =
        RunningService.start(
            RunningService.settings(
                data, access, RunningService.STANDARD, RunningService.NO_LIMITS));
    return service;
  }

  private static EventStream follow(RunningService service, String name, String value) {
    var stream = EventStream.open(service.port(), "/api/customers/ada/events", name, value);
    stream.await("ready");
    return stream;
  }

  private static void assertExpires(EventStream stream) {
    assertEquals("{\"reason\":\"expired\"}", stream.await("end").data());
    stream.awaitEnd();
    assertTrue(stream.isComplete());
  }

  @Test
  void aStreamDoesNotKeepAStaffMembersSessionAlive() {
    try (var service = service(new Lifetime(SHORT, Duration.ofHours(1)), LONG, LONG.idle())) {
      var accounts = new TestAccounts(service);
      service.customer("ada");
      accounts.staff("boss");
      var cookie = accounts.session("boss");
      try (var stream = follow(service, "Cookie", cookie)) {
        assertExpires(stream);
      }
      assertEquals(401, service.get("/api/session", "Cookie", cookie).statusCode());
    }
  }

  @Test
  void useKeepsAStaffMembersSessionAndItsStreamsAlive() {
    try (var service = service(new Lifetime(SHORT, Duration.ofHours(1)), LONG, LONG.idle())) {
      var accounts = new TestAccounts(service);
      service.customer("ada");
      accounts.staff("boss");
      var cookie = accounts.session("boss");
      try (var stream = follow(service, "Cookie", cookie)) {
        var until = Instant.now().plus(SHORT.multipliedBy(2));
        while (Instant.now().isBefore(until)) {
          assertEquals(200, service.get("/api/customers", "Cookie", cookie).statusCode());
        }
        assertFalse(stream.next(Duration.ofMillis(10)).isPresent(), "it goes on");
        // asking who one is, or how long, is no use
        var expires = expiresAt(service, cookie);
        assertEquals(expires, expiresAt(service, cookie));
        assertExpires(stream);
      }
    }
  }

  private static String expiresAt(RunningService service, String cookie) {
    return RunningService.json(service.get("/api/session", "Cookie", cookie))
        .get("expiresAt")
        .textValue();
  }

  @Test
  void anOpenStreamKeepsACustomersSessionAliveButNotForEver() {
    var life = SHORT.multipliedBy(3);
    try (var service = service(LONG, new Lifetime(SHORT, life), LONG.idle())) {
      var accounts = new TestAccounts(service);
      accounts.customer("ada");
      var started = Instant.now();
      var cookie = accounts.session("ada");
      var unused = accounts.session("ada");
      try (var stream = follow(service, "Cookie", cookie)) {
        assertExpires(stream);

        assertFalse(Instant.now().isBefore(started.plus(life)), "the stream was its use");
        assertEquals(401, service.get("/api/session", "Cookie", unused).statusCode());
        assertEquals(401, service.get("/api/session", "Cookie", cookie).statusCode());
      }
    }
  }

  @Test
  void aTokensStreamEndsWithTheToken() {
    try (var service = service(LONG, LONG, Duration.ofSeconds(6))) {
      var accounts = new TestAccounts(service);
      accounts.customer("ada");
      var token = accounts.token("ada");
      try (var stream = follow(service, "Authorization", token)) {
        assertExpires(stream);
      }
      assertEquals(401, service.get("/api/customers/ada", "Authorization", token).statusCode());
    }
  }
}
