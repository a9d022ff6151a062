package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.log.FaultyH2;

/** While the database is away, streams say so; no browser gives up, and no change is lost. */
final class DatabaseAwayIT {
  /** Helidon reports each failure of a statement, with a stack trace. */
  private static final Logger NOISE = Logger.getLogger("io.helidon.dbclient");

  private static final Pattern ENDS_AT_ONCE =
      Pattern.compile("event: end\ndata: \\{\"reason\":\"unavailable\"}\nretry: [2-8]\\d{3}\n\n");

  @TempDir static Path data;
  private static FaultyH2 faults;
  private static RunningService service;
  private static TestAccounts accounts;
  private static String order;

  @BeforeAll
  static void start() throws SQLException {
    NOISE.setLevel(Level.OFF);
    faults = new FaultyH2();
    service = StorageFailureIT.start(data);
    accounts = new TestAccounts(service);
    accounts.customer("ada");
  }

  @AfterAll
  static void stop() throws SQLException {
    service.close();
    faults.close();
    NOISE.setLevel(null);
  }

  @BeforeEach
  void placeOrder() {
    order = service.order("ada");
  }

  @AfterEach
  void comeBack() {
    faults.comeBack();
    Await.until("the database works", () -> service.waybill().database().failure().isEmpty());
  }

  /** A change is committed whose frame never comes, and then the database is away. */
  private static void leave() {
    faults.leaveWithNextEvent();
    var answer = service.post(events(), "{\"type\":\"order.confirmed\"}");
    assertEquals(503, answer.statusCode(), answer.body());
  }

  private static String events() {
    return "/api/orders/" + order + "/events";
  }

  private static EventStream open(String path) {
    return EventStream.open(service.port(), path);
  }

  private static List<String> names(EventStream stream, int count) {
    return Stream.generate(stream::next).limit(count).map(EventStream.Event::event).toList();
  }

  @Test
  void anOpenStreamIsToldOnceAndHearsWhatItMissedWhenTheDatabaseIsBack() {
    try (var stream = open("/api/customers/ada/events")) {
      stream.await("ready");
      leave();
      stream.await("stale");
      service.waybill().hub().stale(true);

      faults.comeBack();
      assertEquals(List.of("fresh", "order.confirmed"), names(stream, 2));
      service.append(order, "{\"type\":\"order.note_added\",\"text\":\"a\"}");

      assertEquals("order.note_added", stream.next().event());
    }
  }

  @Test
  void anOperatorsPageSaysThatItIsAwayAndThatItIsBack() {
    try (var stream = open("/api/health")) {
      stream.await("health");

      leave();
      stream.await(
          event -> event.data().contains("\"name\":\"database\",\"state\":\"down\",\"reason\":"));
      faults.comeBack();

      stream.await(event -> event.data().contains("\"name\":\"database\",\"state\":\"up\""));
    }
  }

  @Test
  void theStreamOfAllChangesIsResetWhenTheDatabaseIsBack() {
    try (var stream = open("/api/events")) {
      stream.await("reset");
      leave();
      stream.await("stale");

      faults.comeBack();

      assertEquals(List.of("fresh", "reset"), names(stream, 2));
    }
  }

  @Test
  void aNewStreamIsToldToComeBackIfItsRightCannotBeLookedUp() {
    var session = accounts.session("ada");
    var guest = accounts.guest(accounts.link(order));
    leave();

    for (var cookie : List.of(session, guest)) {
      var answer = service.get(events(), "Accept", "text/event-stream", "Cookie", cookie);

      assertEquals(200, answer.statusCode(), answer.body());
      assertEquals("text/event-stream", answer.headers().firstValue("Content-Type").orElseThrow());
      assertTrue(ENDS_AT_ONCE.matcher(answer.body()).matches(), answer.body());
    }
  }

  @Test
  void everyOtherRequestIsStillRefused() {
    var session = accounts.session("ada");
    leave();

    var history = service.get(events(), "Cookie", session);
    var stranger =
        service.get(events(), "Accept", "text/event-stream", RunningService.ANONYMOUS, "");
    var change =
        service.post(
            events(),
            "{\"type\":\"order.confirmed\"}",
            "Accept",
            "text/event-stream",
            "Cookie",
            session);

    assertEquals(
        List.of(503, 401, 503),
        List.of(history.statusCode(), stranger.statusCode(), change.statusCode()));
  }
}
