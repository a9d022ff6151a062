package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.access.Audit;
import waybill.access.Audit.Action;
import waybill.access.Audit.Entry;
import waybill.log.Columns;

/** Who did what, on what, from where, with which result: one row each, for good. */
final class AuditIT {
  private static final int ALL = 100_000;

  private static RunningService service;
  private static TestAccounts accounts;
  private static Audit log;
  private static String ada;
  private static String order;
  private static String graces;

  @BeforeAll
  static void start(@TempDir Path data) {
    service = RunningService.start(data);
    accounts = new TestAccounts(service);
    accounts.customer("ada");
    accounts.customer("grace");
    log = service.waybill().access().audit();
    ada = accounts.session("ada");
    order = service.order("ada");
    graces = service.order("grace");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static List<Entry> during(Runnable deed) {
    int before = log.last(ALL).size();
    deed.run();
    var all = log.last(ALL);
    return all.subList(before, all.size());
  }

  /** What the deed leaves is this one row, from here and now. */
  private static void assertWritten(
      String account, String action, String target, String result, Runnable deed) {
    var begun = Instant.now().minusMillis(1);
    var written = during(deed);

    assertEquals(1, written.size(), written::toString);
    var entry = written.getFirst();
    var who = account.isEmpty() ? Optional.<String>empty() : Optional.of(account);
    assertEquals(
        new Entry(entry.at(), who, "127.0.0.1", action, target, result), entry, entry::toString);
    assertTrue(entry.at().isAfter(begun) && Duration.between(begun, Instant.now()).toMinutes() < 1);
  }

  private static void post(String path, String body, String... headers) {
    service.post(path, body, headers);
  }

  private static Runnable signIn(String path, String name, String password) {
    var body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
    return () -> post(path, body, RunningService.ANONYMOUS, "");
  }

  @Test
  void signingInAndOut() {
    var right = StaffTokens.PASSWORD;

    assertWritten("ada", "sign-in", "ada", "done", signIn("/api/session", "ada", right));
    assertWritten("", "sign-in", "ada", "wrong", signIn("/api/session", "ada", "no"));
    // a name that nobody has may be somebody's password
    assertWritten("", "sign-in", "unknown", "wrong", signIn("/api/session", right, "x"));
    assertWritten("ada", "token", "ada", "done", signIn("/api/tokens", "ada", right));
    assertWritten("", "token", "ada", "wrong", signIn("/api/tokens", "ada", "no"));
    var session = accounts.session("ada");
    assertWritten(
        "ada",
        "sign-out",
        "ada",
        "done",
        () -> service.send("DELETE", "/api/session", "", "Cookie", session));
  }

  @Test
  void refusals() {
    var foreign = "/api/orders/" + graces;

    assertWritten(
        "ada",
        "access",
        "POST:/api/orders",
        "forbidden",
        () -> post("/api/orders", "{}", "Cookie", ada));
    assertWritten(
        "ada", "access", "GET:" + foreign, "not theirs", () -> service.get(foreign, "Cookie", ada));
    assertWritten(
        "",
        "access",
        "GET:/api/orders",
        "bad token",
        () -> service.get("/api/orders", "Authorization", "Bearer x"));
  }

  @Test
  void whoCollectsRefusalsDoesNotFillTheDatabase() {
    accounts.customer("mallory");
    var mallory = accounts.session("mallory");
    for (int i = 0; i < 200; i++) {
      service.get("/api/orders", "Cookie", mallory);
    }

    long written =
        log.last(10_000).stream()
            .filter(entry -> entry.account().equals(Optional.of("mallory")))
            .filter(entry -> entry.action().equals("access"))
            .count();
    assertTrue(written >= 10 && written < 20, () -> written + " entries");
  }

  @Test
  void accounts() {
    var made = "{\"username\":\"new\",\"password\":\"long enough\",\"role\":\"staff\"}";
    var changed = "{\"password\":\"long enough too\"}";
    var own = "{\"oldPassword\":\"no\",\"password\":\"long enough\"}";

    assertWritten("admin", "account.made", "new", "done", () -> post("/api/accounts", made));
    assertWritten(
        "admin",
        "password.changed",
        "new",
        "done",
        () -> service.send("PUT", "/api/accounts/new/password", changed));
    assertWritten(
        "ada",
        "password.changed",
        "ada",
        "wrong",
        () -> service.send("PUT", "/api/accounts/ada/password", own, "Cookie", ada));
    assertWritten(
        "admin",
        "account.disabled",
        "new",
        "done",
        () -> service.send("DELETE", "/api/accounts/new", ""));
  }

  @Test
  void linksNotesAndCustomers() {
    var links = "/api/orders/" + order + "/links";
    var written = during(() -> post(links, "{}", "Cookie", ada));
    assertEquals(List.of("link.made"), written.stream().map(Entry::action).toList());
    assertEquals(Optional.of("ada"), written.getFirst().account());
    assertTrue(written.getFirst().target().startsWith(order + "/"));

    var link = accounts.link(order);
    assertWritten("", "link.redeemed", order + "/" + link.id(), "done", () -> accounts.guest(link));
    assertWritten(
        "admin",
        "link.revoked",
        order + "/" + link.id(),
        "done",
        () -> service.send("DELETE", links + "/" + link.id(), ""));
    var note = "/api/orders/" + order + "/notes";
    assertWritten("admin", "note.added", order, "done", () -> post(note, "{\"text\":\"x\"}"));
    assertWritten(
        "admin", "customer.made", "/api/customers/mary", "done", () -> service.customer("mary"));
  }

  @Test
  void whatIsReadAndWhoIsNobodyLeavesNoRow() {
    assertEquals(List.of(), during(() -> service.get("/api/orders/" + order, "Cookie", ada)));
    assertEquals(List.of(), during(() -> service.get("/api/orders", RunningService.ANONYMOUS, "")));
    assertEquals(
        List.of(),
        during(() -> post("/api/links/redeem", "{\"secret\":\"" + "x".repeat(22) + "\"}")));
  }

  @Test
  void everyChangeOfAnOrderSaysWhoMadeItAndFromWhere() {
    accounts.staff("boss");
    var changed = service.order("ada");
    var confirmed = "{\"type\":\"order.confirmed\"}";
    post("/api/orders/" + changed + "/events", confirmed, "Authorization", accounts.token("boss"));

    List<String> authors =
        service
            .waybill()
            .database()
            .inTransaction(tx ->
                tx.list(
                    "select account, address from event where order_id = ? order by version",
                    row -> Columns.text(row, "account") + " " + Columns.text(row, "address"),
                    changed));

    assertEquals(List.of("admin 127.0.0.1", "boss 127.0.0.1"), authors);
  }

  @Test
  void theDatabaseItselfRefusesToForget() {
    for (var statement :
        List.of(
            "update audit set result = 'x'",
            "delete from audit",
            "update event set account = 'x'")) {
      var before = log.last(ALL);

      assertThrows(
          RuntimeException.class,
          () -> service.waybill().database().inTransaction(tx -> tx.execute(statement)),
          statement);
      assertEquals(before, log.last(ALL));
    }
  }

  @Test
  void anEntryIsOneLineOfPairsWhateverAnybodyCallsHimself() {
    var logger = Logger.getLogger("waybill.audit");
    logger.setLevel(Level.INFO);
    try (var logged = LogCapture.start()) {
      var evil = "x\r\naction=sign-in account=admin result=done \u2028\u0085\u001b[2J\"\\{0}%s";
      log.say(evil, evil, Action.TOKEN, evil, "done");
      service.get("/api/orders/x%0d%0aaction=sign-in%20account=admin/history", "Cookie", ada);
      service.get("/api/orders/x%0aaction%3Dtoken", "Authorization", "Bearer x");

      var lines =
          logged.messages().stream().filter(line -> line.contains("waybill.audit")).toList();

      assertEquals(3, lines.size(), lines::toString);
      for (var line : lines) {
        assertTrue(
            line.matches(
                "waybill.audit: action=[a-z-]+ account=[^ =]+ address=[^ =]+ target=[^ =]+ result=[a-z ]+"),
            line);
        assertFalse(line.chars().anyMatch(c -> c < ' ' || c > '~'), line);
      }
    } finally {
      logger.setLevel(null);
    }
  }
}
