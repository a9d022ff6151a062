package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.access.InitialAccounts;

/** Sign-in, accounts and passwords follow the API contract. */
final class AccountsRestIT {
  private static final String ACCOUNTS = "/api/accounts";

  private static RunningService service;
  private static TestAccounts accounts;

  @BeforeAll
  static void start(@TempDir Path data) {
    service = RunningService.start(data);
    accounts = new TestAccounts(service);
    accounts.customer("ada");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static HttpResponse<String> nobody(String path, String body) {
    return service.post(path, body, RunningService.ANONYMOUS, "");
  }

  private static HttpResponse<String> put(String username, String body, String... headers) {
    return service.send("PUT", ACCOUNTS + "/" + username + "/password", body, headers);
  }

  private static int signIn(String name, String password) {
    var body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
    return nobody("/api/session", body).statusCode();
  }

  @Test
  void theSessionNamesItsUser() {
    var session = accounts.session("ada");

    var who = ResponseAssertions.json(200, service.get("/api/session", "Cookie", session));

    assertEquals("ada", who.get("username").textValue());
    assertEquals("customer", who.get("role").textValue());
    assertEquals("ada", who.get("customerId").textValue());
    var left = Duration.between(Instant.now(), Instant.parse(who.get("expiresAt").textValue()));
    assertEquals(13, left.toDays());
    var staff = ResponseAssertions.json(200, service.get("/api/session"));
    assertEquals("staff", staff.get("role").textValue());
    assertFalse(staff.has("customerId"));
    ResponseAssertions.problem(
        401, "unauthorized", service.get("/api/session", RunningService.ANONYMOUS, ""));
  }

  @Test
  void aTokenComesWithItsLife() {
    var body = "{\"username\":\"ada\",\"password\":\"%s\"}".formatted(StaffTokens.PASSWORD);

    var answer = nobody("/api/tokens", body);

    var token = ResponseAssertions.json(200, answer);
    assertEquals("no-store", ResponseAssertions.header(answer, "Cache-Control"));
    assertEquals("Bearer", token.get("tokenType").textValue());
    assertEquals(3_600, token.get("expiresIn").intValue());
    var bearer = "Bearer " + token.get("accessToken").textValue();
    var who = ResponseAssertions.json(200, service.get("/api/session", "Authorization", bearer));
    assertEquals("ada", who.get("username").textValue());
  }

  @Test
  void missingFieldsOfASignInAreNamed() {
    for (var path : new String[] {"/api/session", "/api/tokens"}) {
      ResponseAssertions.invalid(nobody(path, "{}"), "/username", "/password");
      ResponseAssertions.invalid(
          nobody(path, "{\"username\":7,\"password\":\"\"}"), "/username", "/password");
      ResponseAssertions.invalid(
          nobody(path, "{\"username\":\"a\",\"password\":\"b\",\"remember\":true}"), "/remember");
      ResponseAssertions.problem(400, "malformed", nobody(path, "{"));
      var form =
          service.post(
              path,
              "username=a",
              "Content-Type",
              "application/x-www-form-urlencoded",
              RunningService.ANONYMOUS,
              "");
      ResponseAssertions.problem(415, "unsupported-media-type", form);
    }
  }

  @Test
  void theNameOfAnAccountIsNeverUsedAgain() {
    var body = "{\"username\":\"mary\",\"password\":\"long enough\",\"role\":\"staff\"}";

    var made = service.post(ACCOUNTS, body);

    assertEquals(
        "{\"username\":\"mary\",\"role\":\"staff\"}",
        ResponseAssertions.json(201, made).toString());
    assertEquals(ACCOUNTS + "/mary", ResponseAssertions.header(made, "Location"));
    ResponseAssertions.problem(409, "exists", service.post(ACCOUNTS, body));
    assertEquals(204, signIn("mary", "long enough"));
    assertEquals(204, service.send("DELETE", ACCOUNTS + "/mary", "").statusCode());
    assertEquals(401, signIn("mary", "long enough"));
    ResponseAssertions.problem(404, "not-found", service.send("DELETE", ACCOUNTS + "/mary", ""));
    ResponseAssertions.problem(404, "not-found", put("mary", "{\"password\":\"long enough\"}"));
    ResponseAssertions.problem(409, "exists", service.post(ACCOUNTS, body));
  }

  @Test
  void staffCannotDisableTheirOwnAccount() {
    var refused = service.send("DELETE", ACCOUNTS + "/" + InitialAccounts.ADMIN, "");

    ResponseAssertions.problem(409, "own-account", refused);
    assertEquals(204, signIn(InitialAccounts.ADMIN, StaffTokens.PASSWORD));
  }

  @Test
  void wrongFieldsOfANewAccountAreNamed() {
    var account = "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"%s\"%s}";
    ResponseAssertions.invalid(service.post(ACCOUNTS, "{}"), "/username", "/password", "/role");
    for (var name : new String[] {"Ada", "a b", "-a", "a@b", "ä", "x".repeat(61)}) {
      ResponseAssertions.invalid(
          service.post(ACCOUNTS, account.formatted(name, "long enough", "staff", "")), "/username");
    }
    for (var password : new String[] {"1234567", "x".repeat(201), " ".repeat(9)}) {
      ResponseAssertions.invalid(
          service.post(ACCOUNTS, account.formatted("new", password, "staff", "")), "/password");
    }
    ResponseAssertions.invalid(
        service.post(ACCOUNTS, account.formatted("new", "long enough", "admin", "")), "/role");
    ResponseAssertions.invalid(
        service.post(ACCOUNTS, account.formatted("A", "short", "admin", ",\"other\":1")),
        "/username",
        "/password",
        "/role",
        "/other");
    for (var customer : new String[] {"", ",\"customerId\":\"none\"", ",\"customerId\":\"A B\""}) {
      ResponseAssertions.invalid(
          service.post(ACCOUNTS, account.formatted("new", "long enough", "customer", customer)),
          "/customerId");
    }
    var both = ",\"customerId\":\"ada\"";
    ResponseAssertions.invalid(
        service.post(ACCOUNTS, account.formatted("new", "long enough", "staff", both)),
        "/customerId");
  }

  @Test
  void aPasswordIsAnyTextOf8To200Characters() {
    for (var password : new String[] {"12345678", "x".repeat(200), "pässwörd 🔑 \\n\\u0000 \\\""}) {
      accounts.staff("any" + password.length());
      var body = "{\"password\":\"%s\"}".formatted(password);

      assertEquals(204, put("any" + password.length(), body).statusCode());

      assertEquals(204, signIn("any" + password.length(), password));
    }
  }

  /** Lengths count code points wherever a password is set or typed; NFD is NFC typed in parts. */
  @Test
  void aPasswordThatCanBeSetCanBeUsed() {
    accounts.staff("user");
    for (var password : new String[] {"\ud83d\udd11".repeat(200), "\u00e9".repeat(200)}) {
      assertEquals(204, put("user", "{\"password\":\"%s\"}".formatted(password)).statusCode());

      assertEquals(204, signIn("user", password));
      assertEquals(204, signIn("user", Normalizer.normalize(password, Normalizer.Form.NFD)));
      var token = "Bearer " + StaffTokens.token(service.uri("/"), "user", password);
      var next = "{\"oldPassword\":\"%s\",\"password\":\"long enough\"}".formatted(password);
      assertEquals(204, put("user", next, "Authorization", token).statusCode());
    }
  }

  @Test
  void changingTheOwnPasswordNeedsTheOldOne() {
    accounts.customer("own");
    var session = accounts.session("own");
    var path = "{\"oldPassword\":\"%s\",\"password\":\"something new\"}";

    ResponseAssertions.invalid(
        put("own", "{\"password\":\"something new\"}", "Cookie", session), "/oldPassword");
    ResponseAssertions.invalid(
        put("own", path.formatted("wrong"), "Cookie", session), "/oldPassword");
    ResponseAssertions.problem(
        403, "forbidden", put("ada", path.formatted(StaffTokens.PASSWORD), "Cookie", session));
    assertEquals(
        204, put("own", path.formatted(StaffTokens.PASSWORD), "Cookie", session).statusCode());

    assertEquals(200, service.get("/api/session", "Cookie", session).statusCode());
    assertEquals(401, signIn("own", StaffTokens.PASSWORD));
    assertEquals(204, signIn("own", "something new"));
  }

  @Test
  void staffSetPasswordsOfOthersWithoutTheOldOne() {
    accounts.staff("boss");
    var boss = accounts.token("boss");
    var body = "{\"password\":\"something new\"}";

    assertEquals(422, put("boss", body, "Authorization", boss).statusCode());
    assertEquals(204, put("boss", body).statusCode());
    ResponseAssertions.problem(404, "not-found", put("nobody", body));
    ResponseAssertions.invalid(put("boss", "{}"), "/password");
  }

  @Test
  void ofEqualAccountsAtTheSameTimeOneIsMade() throws InterruptedException {
    var body = "{\"username\":\"twin\",\"password\":\"long enough\",\"role\":\"staff\"}";
    var answers = new ConcurrentLinkedQueue<Integer>();

    var threads =
        IntStream.range(0, 6)
            .mapToObj(_ ->
                Thread.startVirtualThread(
                    () -> answers.add(service.post(ACCOUNTS, body).statusCode())))
            .toList();
    for (var thread : threads) {
      assertTrue(thread.join(Duration.ofSeconds(20)));
    }

    assertEquals(1, answers.stream().filter(status -> status == 201).count(), answers::toString);
    assertEquals(5, answers.stream().filter(status -> status == 409).count(), answers::toString);
  }
}
