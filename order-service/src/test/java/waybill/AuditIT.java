package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.dbclient.DbRow;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.audit.Audit;
import waybill.audit.Audit.Action;
import waybill.http.Proxies;
import waybill.log.Author;
import waybill.log.Columns;

/** Each action is one row, with caller, address, target and result, that stays for ever. */
final class AuditIT {
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

  private record Entry(
      Instant at,
      Optional<String> account,
      String address,
      String action,
      String target,
      String result) {
    static Entry read(DbRow row) {
      return new Entry(
          Columns.time(row, "at"),
          Columns.optionalText(row, "account"),
          Columns.text(row, "address"),
          Columns.text(row, "action"),
          Columns.text(row, "target"),
          Columns.text(row, "result"));
    }
  }

  private static List<Entry> entries() {
    return service
        .waybill()
        .database()
        .inTransaction(tx -> tx.list("select * from audit order by id", Entry::read));
  }

  private static List<Entry> during(Runnable work) {
    int before = entries().size();
    work.run();
    var all = entries();
    return all.subList(before, all.size());
  }

  /** The work adds exactly this row, with this address and the present time. */
  private static void assertWritten(
      String account, String action, String target, String result, Runnable work) {
    var begun = Instant.now().minusMillis(1);
    var written = during(work);

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
  void signInAndSignOutAreRecorded() {
    var right = StaffTokens.PASSWORD;

    assertWritten("ada", "sign-in", "ada", "done", signIn("/api/session", "ada", right));
    assertWritten("", "sign-in", "ada", "wrong", signIn("/api/session", "ada", "no"));
    // an unknown name may be a password in the wrong field
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
  void refusalsAreRecorded() {
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
  void manyRefusalsFillNeitherTheDatabaseNorTheLog() {
    accounts.customer("mallory");
    var mallory = accounts.session("mallory");
    var lines =
        logged(() -> {
          for (int i = 0; i < 200; i++) {
            service.get("/api/orders", "Cookie", mallory);
          }
          log.logOmitted();
        });

    assertTrue(lines.size() > 10 && lines.size() <= 20, lines::toString);
    assertTrue(
        lines.getLast().matches("waybill.audit: entries=1[89]\\d result=omitted"), lines::toString);
    long written =
        entries().stream()
            .filter(entry -> entry.account().equals(Optional.of("mallory")))
            .filter(entry -> entry.action().equals("access"))
            .count();
    assertTrue(written >= 10 && written < 20, () -> written + " entries");
  }

  @Test
  void changesOfAccountsAreRecorded() {
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
  void linksNotesAndCustomersAreRecorded() {
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
  void readsAndUnknownCallersAreNotRecorded() {
    assertEquals(List.of(), during(() -> service.get("/api/orders/" + order, "Cookie", ada)));
    assertEquals(List.of(), during(() -> service.get("/api/orders", RunningService.ANONYMOUS, "")));
    assertEquals(
        List.of(),
        during(() -> post("/api/links/redeem", "{\"secret\":\"" + "x".repeat(22) + "\"}")));
  }

  @Test
  void everyChangeOfAnOrderHasAccountAndAddress() {
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
                    "select account, address from event where order_number = (select number from orders where id = ?) order by version",
                    row -> Columns.text(row, "account") + " " + Columns.text(row, "address"),
                    changed));

    assertEquals(List.of("admin 127.0.0.1", "boss 127.0.0.1"), authors);
  }

  @Test
  void aRequestThatIsRepeatedIsRecordedOnce() {
    var key = "Idempotency-Key";
    var place =
        """
        {"customerId":"ada","destination":{"city":"Leipzig","country":"DE","timeZone":"Europe/Berlin"},
         "lines":[{"sku":"LAMP-2","name":"Desk lamp","quantity":2}]}
        """;
    var mary = "{\"id\":\"once\",\"name\":\"Once\",\"email\":\"once@example.org\"}";
    var note = "{\"type\":\"order.note_added\",\"text\":\"x\"}";
    var line = "{\"orderId\":\"%s\",\"key\":\"k\",".formatted(order) + note.substring(1);
    var placed = new ArrayList<String>();

    assertEquals(1, lines(() -> placed.add(id(service.post("/api/orders", place, key, "audit")))));
    assertEquals(0, lines(() -> placed.add(id(service.post("/api/orders", place, key, "audit")))));
    assertEquals(1, placed.stream().distinct().count());
    assertEquals(1, lines(() -> post("/api/orders/" + order + "/events", note, key, "audit")));
    assertEquals(0, lines(() -> post("/api/orders/" + order + "/events", note, key, "audit")));
    assertEquals(1, lines(() -> post("/api/events", line, "Content-Type", "application/x-ndjson")));
    assertEquals(0, lines(() -> post("/api/events", line, "Content-Type", "application/x-ndjson")));
    assertWritten(
        "admin",
        "customer.made",
        "/api/customers/once",
        "done",
        () -> post("/api/customers", mary, key, "audit"));
    assertEquals(List.of(), during(() -> post("/api/customers", mary, key, "audit")));
  }

  private static String id(HttpResponse<String> answer) {
    return ResponseAssertions.json(201, answer).get("id").textValue();
  }

  private static int lines(Runnable work) {
    return logged(work).size();
  }

  @Test
  void aPlacedOrderIsNamed() {
    var lines = logged(() -> graces = service.order("grace"));

    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.getFirst().contains(" target=" + graces + "/order.placed "), lines::toString);
  }

  /** The lines of the audit that the work causes. */
  private static List<String> logged(Runnable work) {
    var logger = Logger.getLogger("waybill.audit");
    logger.setLevel(Level.INFO);
    try (var logged = LogCapture.start()) {
      work.run();
      return logged.messages().stream().filter(line -> line.startsWith("waybill.audit")).toList();
    } finally {
      logger.setLevel(null);
    }
  }

  /** An IPv6 client has as many addresses as it likes, all in one network. */
  @Test
  void refusalsOfOneNetworkAreCountedTogether(@TempDir Path data) {
    try (var other =
        RunningService.start(
            data,
            RunningService.NO_LIMITS,
            RunningService.LONG_TIMEOUTS,
            Proxies.parse("127.0.0.1"),
            Optional.empty())) {
      for (int i = 1; i <= 40; i++) {
        other.get("/api/orders", "Authorization", "Bearer x", "X-Forwarded-For", "2001:db8::" + i);
      }

      long written = rows(other, "where action = 'access'");
      assertTrue(written >= 10 && written <= 20, () -> written + " entries");
    }
  }

  @Test
  void aSignInIsRecordedAsDoneOnlyOnceItsSessionExists(@TempDir Path data) {
    try (var broken = RunningService.start(data)) {
      new TestAccounts(broken).staff("late");
      broken
          .waybill()
          .database()
          .write(tx -> tx.execute("alter table login_session rename to gone"));
      var body = "{\"username\":\"late\",\"password\":\"%s\"}".formatted(StaffTokens.PASSWORD);

      assertEquals(
          500, broken.post("/api/session", body, RunningService.ANONYMOUS, "").statusCode());
      assertEquals(0, rows(broken, "where action = 'sign-in'"));
    }
  }

  private static long rows(RunningService of, String condition) {
    return of.waybill()
        .database()
        .inTransaction(tx -> tx.list("select id from audit " + condition, _ -> true))
        .size();
  }

  @Test
  void theDatabaseRefusesToChangeOrDeleteARow() {
    for (var statement :
        List.of(
            "update audit set result = 'x'",
            "delete from audit",
            "update event set account = 'x'")) {
      var before = entries();

      assertThrows(
          RuntimeException.class,
          () -> service.waybill().database().inTransaction(tx -> tx.execute(statement)),
          statement);
      assertEquals(before, entries());
    }
  }

  @Test
  void textFromAClientCannotForgeALogLine() {
    var evil = "x\r\naction=sign-in account=admin result=done \u2028\u0085\u001b[2J\"\\{0}%s";
    var lines =
        logged(() -> {
          log.done(new Author(evil, evil), Action.TOKEN, evil);
          service.get("/api/orders/x%0d%0aaction=sign-in%20account=admin/history", "Cookie", ada);
          service.get("/api/orders/x%0aaction%3Dtoken", "Authorization", "Bearer x");
        });

    assertEquals(3, lines.size(), lines::toString);
    for (var line : lines) {
      assertTrue(
          line.matches(
              "waybill.audit: action=[a-z-]+ account=[^ =]+ address=[^ =]+ target=[^ =]+ result=[a-z ]+"),
          line);
      assertFalse(line.chars().anyMatch(c -> c < ' ' || c > '~'), line);
    }
  }
}
