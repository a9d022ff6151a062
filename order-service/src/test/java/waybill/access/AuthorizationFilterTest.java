package waybill.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.DirectClient;
import io.helidon.webserver.testing.junit5.RoutingTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.access.AccessSettings.Lifetime;
import waybill.api.ErrorMapper;
import waybill.api.OrderTopics;
import waybill.http.Cookies;
import waybill.http.Problem;
import waybill.http.Problems;
import waybill.http.RouteTable;
import waybill.http.SecurityHeaders;
import waybill.log.Database;
import waybill.log.EventLog;
import waybill.log.OnBothDatabases;
import waybill.log.TestDatabase;
import waybill.stream.Hub;
import waybill.stream.StreamSettings;

/** A table of routes behind the real filter; some of its routes have no policy. */
@RoutingTest
@OnBothDatabases
final class AuthorizationFilterTest {
  private static final String LISTED = "/api/customers";
  private static final String FORGOTTEN = "/api/forgotten";

  /** Staff may do all that the policies name. */
  private static final Account STAFF =
      new Account("boss", "no hash", Role.STAFF, Optional.empty(), 1, false);

  private static final AtomicInteger reached = new AtomicInteger();

  @TempDir static Path data;
  private static Database database;
  private static Access access;

  private final DirectClient client;

  AuthorizationFilterTest(DirectClient client) {
    this.client = client;
  }

  @SetUpRoute
  static void route(HttpRouting.Builder routing) {
    var day = new Lifetime(Duration.ofDays(1), Duration.ofDays(1));
    database = TestDatabase.open(data, 2);
    access =
        Access.open(
            database,
            new AccessSettings(day, day, Duration.ofHours(1), Optional.empty()),
            CookieNames.of(new Cookies(false)),
            _ -> Optional.empty(),
            hub(),
            InstantSource.system());
    access.accounts().add(STAFF);
    Handler handler =
        (_, res) -> {
          reached.incrementAndGet();
          res.send("in");
        };
    new RouteTable()
        .on(Method.GET, LISTED, handler)
        .on(Method.DELETE, LISTED, handler)
        .on(Method.GET, FORGOTTEN, handler)
        .on(Method.POST, FORGOTTEN, handler)
        .register(
            routing, new AuthorizationFilter(access.security(), access.sessions(), access.audit()));
    Problems.register(routing, new SecurityHeaders(false), ErrorMapper::of, Problem::json);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void resetCount() {
    reached.set(0);
  }

  @Test
  void aRouteWithoutAPolicyIsClosedEvenToStaff() {
    assertEquals(404, asStaff(Method.GET, FORGOTTEN));
    assertEquals(404, asStaff(Method.HEAD, FORGOTTEN));
    assertEquals(404, asStaff(Method.POST, FORGOTTEN));
    assertEquals(404, asNobody(Method.GET, FORGOTTEN));

    assertEquals(0, reached.get());
  }

  @Test
  void aMethodWithoutAPolicyIsClosedEvenIfItsPathHasOne() {
    assertEquals(404, asStaff(Method.DELETE, LISTED));

    assertEquals(0, reached.get());
  }

  @Test
  void aRouteWithAPolicyIsOpenToAllowedCallersOnly() {
    assertEquals(401, asNobody(Method.GET, LISTED));
    assertEquals(0, reached.get());

    assertEquals(200, asStaff(Method.GET, LISTED));
    assertEquals(1, reached.get());
  }

  private int asStaff(Method method, String path) {
    var token = "Bearer " + access.tokens().issue(STAFF);
    try (var response =
        client.method(method).path(path).header(HeaderNames.AUTHORIZATION, token).request()) {
      return response.status().code();
    }
  }

  private int asNobody(Method method, String path) {
    try (var response = client.method(method).path(path).request()) {
      return response.status().code();
    }
  }

  private static Hub hub() {
    var minute = Duration.ofMinutes(1);
    var clock = InstantSource.system();
    return new Hub(
        new OrderTopics(new EventLog(database)), new StreamSettings(minute, minute, minute), clock);
  }
}
