package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.log.Columns;

/** A session is of whoever signed in, from then until it is over, and cannot be had otherwise. */
final class SessionAttackIT {
  private static RunningService service;
  private static TestAccounts accounts;

  @BeforeAll
  static void start(@TempDir Path data) {
    service = RunningService.start(data);
    accounts = new TestAccounts(service);
    for (var name : List.of("ada", "grace", "eve")) {
      accounts.customer(name);
    }
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static HttpResponse<String> signIn(String name, String password, String cookie) {
    var body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
    return service.post("/api/session", body, "Cookie", cookie);
  }

  private static HttpResponse<String> signIn(String name, String cookie) {
    return signIn(name, StaffTokens.PASSWORD, cookie);
  }

  private static int status(String cookie) {
    return service.get("/api/session", "Cookie", cookie).statusCode();
  }

  @Test
  void aPlantedSessionIsNeitherTakenNorKept() {
    var invented = Cookie.SESSION + "=" + "A".repeat(43);
    var eves = accounts.session("eve");

    for (var planted : List.of(invented, eves)) {
      var cookie = Cookie.of(signIn("ada", planted), Cookie.SESSION).orElseThrow();

      assertNotEquals(planted, cookie.pair());
      assertEquals(200, status(cookie.pair()));
    }
    assertEquals(401, status(invented));
    assertEquals(401, status(eves), "whatever the browser had is over");
  }

  @Test
  void aPlantedDeviceIsReplacedAndAnOwnOneKept() {
    var own = Cookie.of(signIn("ada", ""), Cookie.DEVICE).orElseThrow();
    var eves = Cookie.of(signIn("eve", ""), Cookie.DEVICE).orElseThrow();

    for (var planted : List.of(eves.value(), "A".repeat(43), "", "a.b")) {
      var answer = signIn("ada", Cookie.DEVICE + "=" + planted);

      assertNotEquals(planted, Cookie.of(answer, Cookie.DEVICE).orElseThrow().value());
    }
    assertTrue(Cookie.of(signIn("ada", own.pair()), Cookie.DEVICE).isEmpty());
  }

  @Test
  void scriptsAndOtherSitesDoNotGetTheCookies() {
    var answer = signIn("ada", "");

    for (var name : List.of(Cookie.SESSION, Cookie.DEVICE)) {
      var attributes = Cookie.of(answer, name).orElseThrow().attributes().replace(" ", "");
      assertTrue(attributes.contains(";HttpOnly"), attributes);
      assertTrue(attributes.contains(";SameSite=Strict"), attributes);
      assertTrue(attributes.contains(";Path=/"), attributes);
      assertFalse(attributes.contains("Domain"), attributes);
    }
  }

  @Test
  void whatEndsASessionEndsItAtOnceAndForGood() {
    accounts.customer("mary");
    var out = accounts.session("mary");
    var changed = accounts.session("mary");

    var answer = service.send("DELETE", "/api/session", "", "Cookie", out);
    assertEquals("", Cookie.of(answer, Cookie.SESSION).orElseThrow().value());
    assertEquals(401, status(out));
    assertEquals(200, status(changed));

    service.send("PUT", "/api/accounts/mary/password", "{\"password\":\"something new\"}");
    assertEquals(401, status(changed));

    var cookie = Cookie.of(signIn("mary", "something new", ""), Cookie.SESSION).orElseThrow();
    assertEquals(200, status(cookie.pair()));
    service.send("DELETE", "/api/accounts/mary", "");
    assertEquals(401, status(cookie.pair()));
    assertEquals(401, signIn("mary", "something new", "").statusCode());
  }

  @Test
  void anUnknownNameAWrongPasswordAndADisabledAccountLookTheSame() {
    accounts.customer("gone");
    service.send("DELETE", "/api/accounts/gone", "");

    var unknown = signIn("nobody", "");
    var wrong = signIn("ada", "a wrong password", "");
    var disabled = signIn("gone", "");

    ResponseAssertions.problem(401, "bad-credentials", unknown);
    assertEquals(everything(unknown), everything(wrong));
    assertEquals(everything(unknown), everything(disabled));
  }

  private static String everything(HttpResponse<String> answer) {
    var headers = new TreeMap<>(answer.headers().map());
    headers.remove("date");
    return answer.statusCode() + " " + headers + " " + answer.body();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "=",
        ";;=;",
        "waybill_session",
        "waybill_device",
        "waybill_device=",
        "=waybill_device",
        "$Version=1; waybill_session=\"a\"; $Path=\"/\"",
        "waybill_session=\"",
        "waybill_guest=....",
        "waybill_guest=\t",
        "a b c",
      })
  void noCookieBreaksAnything(String cookie) {
    assertEquals(401, status(cookie));
    assertEquals(422, service.post("/api/session", "{}", "Cookie", cookie).statusCode());
    ResponseAssertions.problem(
        404,
        "link-gone",
        service.post("/api/links/redeem", "{\"secret\":\"x\"}", "Cookie", cookie));
  }

  @Test
  void aSessionIsTakenOnlyAsItWasGiven() {
    var session = accounts.session("ada");
    var value = session.substring(session.indexOf('=') + 1);

    for (var other :
        List.of(
            value.substring(1),
            value.toLowerCase(Locale.ROOT),
            value + "A",
            "\"" + value + "\"",
            value + ".",
            "%41" + value)) {
      assertEquals(401, status(Cookie.SESSION + "=" + other), other);
    }
    for (var name : List.of("Waybill_Session", "__Host-waybill_session", "xwaybill_session")) {
      assertEquals(401, status(name + "=" + value), name);
    }
  }

  @Test
  void nothingInTheDatabaseOpensADoor() {
    var answer = signIn("ada", "");
    var link = accounts.link(service.order("ada"));
    var secrets =
        List.of(
            StaffTokens.PASSWORD,
            accounts.token("ada").substring("Bearer ".length()),
            Cookie.of(answer, Cookie.SESSION).orElseThrow().value(),
            Cookie.of(answer, Cookie.DEVICE).orElseThrow().value(),
            link.secret());
    accounts.guest(link);

    List<String> script =
        service
            .waybill()
            .database()
            .inTransaction(tx -> tx.list("script", row -> Columns.text(row, "SCRIPT")));

    var dump = String.join("\n", script);
    assertTrue(dump.contains(link.id()) && dump.contains("$argon2id$"));
    for (var secret : secrets) {
      assertFalse(dump.contains(secret), secret);
      assertFalse(dump.contains(HexFormat.of().formatHex(secret.getBytes(UTF_8))), secret);
    }
  }
}
