package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guessing passwords does not succeed, and it keeps no other user out. */
final class GuessingIT {
  /** Generous, for busy machines; to wait for all guesses would take many times as long. */
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private static final int GUESSES = 10_000;
  private static final int CONNECTIONS = 8;
  private static final int ADDRESSES = 4;

  /** Ten failures are free; the few after that come with longer and longer pauses. */
  private static final int TRIES_OF_AN_ADDRESS = 18;

  private RunningService service;
  private TestAccounts accounts;

  @BeforeEach
  void start(@TempDir Path data) {
    service = RunningService.start(data);
    accounts = new TestAccounts(service);
    accounts.customer("ada");
    accounts.customer("grace");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private RawHttp.Response signIn(RawHttp connection, String name, String password, String cookie) {
    var body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
    return connection.tell(
        "POST /api/session",
        body.getBytes(UTF_8),
        "Content-Type: application/json",
        "Cookie: " + cookie);
  }

  private RawHttp.Response signInFrom(String address, String name, String cookie) {
    try (var connection = RawHttp.connect(service.port(), address)) {
      return signIn(connection, name, StaffTokens.PASSWORD, cookie);
    }
  }

  private static String attacker(int i) {
    return "127.0.0." + (2 + i % ADDRESSES);
  }

  /** Guesses at ada's password, and how they were answered. */
  private final class Attack {
    final ConcurrentHashMap<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    Attack() {
      for (int i = 0; i < CONNECTIONS; i++) {
        var from = attacker(i);
        threads.add(Thread.ofVirtual().start(() -> guess(from)));
      }
    }

    private void guess(String from) {
      try (var connection = RawHttp.connect(service.port(), from)) {
        for (int i = 0; i < GUESSES / CONNECTIONS; i++) {
          var answer = signIn(connection, "ada", "guess " + i, "");
          answers.computeIfAbsent(answer.status(), _ -> new AtomicInteger()).incrementAndGet();
        }
      }
    }

    int answered(int status) {
      var count = answers.get(status);
      return count == null ? 0 : count.get();
    }

    void join() throws InterruptedException {
      for (var thread : threads) {
        assertTrue(thread.join(Duration.ofSeconds(30)));
      }
    }
  }

  @Test
  void tenThousandGuessesFindNoPasswordAndKeepNoUserOut() throws InterruptedException {
    var browser = Cookie.of(signInHere(), Cookie.DEVICE).orElseThrow().pair();

    var attack = new Attack();
    Await.until("the attack is under way", () -> attack.answered(429) > 500);
    assertIn("127.0.0.100", "ada", "");
    assertIn(attacker(0), "ada", browser);
    assertIn("127.0.0.101", "grace", "");
    assertQuick();
    attack.join();

    assertEquals(GUESSES, attack.answered(401) + attack.answered(429), attack.answers::toString);
    assertTrue(attack.answered(401) <= ADDRESSES * TRIES_OF_AN_ADDRESS, attack.answers::toString);
  }

  private HttpResponse<String> signInHere() {
    var body = "{\"username\":\"ada\",\"password\":\"%s\"}".formatted(StaffTokens.PASSWORD);
    return service.post("/api/session", body, RunningService.ANONYMOUS, "");
  }

  private void assertIn(String address, String name, String cookie) {
    long begun = System.nanoTime();
    var answer = signInFrom(address, name, cookie);
    var took = Duration.ofNanos(System.nanoTime() - begun);

    assertEquals(204, answer.status(), answer::toString);
    assertTrue(took.compareTo(LIMIT) < 0, name + " waited " + took);
  }

  /** The median, so that one pause of this machine does not count. */
  private void assertQuick() {
    var times = new ArrayList<Long>();
    for (int i = 0; i < 31; i++) {
      long begun = System.nanoTime();
      assertEquals(200, service.get("/api/customers/ada/orders").statusCode());
      times.add((System.nanoTime() - begun) / 1_000_000);
    }
    times.sort(null);
    assertTrue(times.get(15) < 1_000, "milliseconds: " + times);
  }

  /** Each attempt has another name, so that only the address must wait. */
  @Test
  void theTimeToWaitGrowsAndIsExact() {
    var waits = new ArrayList<Integer>(List.of(0));
    try (var connection = RawHttp.connect(service.port(), "127.0.0.50")) {
      for (int i = 0; i < 50 && waits.getLast() < 4; i++) {
        var answer = signIn(connection, "nobody" + i, "guess", "");
        if (i < 10 || answer.status() != 429) {
          ResponseAssertions.problem(401, "bad-credentials", answer);
          continue;
        }
        ResponseAssertions.problem(429, "too-many-attempts", answer);
        waits.add(Integer.valueOf(answer.header("retry-after").orElseThrow()));
        if (waits.getLast() < 4) {
          pass(Duration.ofSeconds(waits.getLast()));
          assertEquals(401, signIn(connection, "anybody" + i, "guess", "").status());
        }
      }
    }

    assertTrue(waits.getLast() >= 4, waits::toString);
    assertEquals(waits.stream().sorted().toList(), waits);
    assertEquals(204, signInFrom("127.0.0.51", "ada", "").status());
  }

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Await.until("the time that the service named is over", () -> System.nanoTime() - end > 0);
  }

  /** A thief of a session must not find out its password. */
  @Test
  void wrongOldPasswordsAreAttemptsToo() {
    var session = accounts.session("ada");
    var body = "{\"oldPassword\":\"a guess\",\"password\":\"something new\"}";
    var path = "/api/accounts/ada/password";
    for (int i = 0; i < 10; i++) {
      var wrong = service.send("PUT", path, body, "Cookie", session);
      ResponseAssertions.invalid(wrong, "/oldPassword");
    }

    var right = body.replace("a guess", StaffTokens.PASSWORD);
    var refused = service.send("PUT", path, right, "Cookie", session);

    ResponseAssertions.problem(429, "too-many-attempts", refused);
    assertTrue(refused.headers().firstValue("Retry-After").isPresent());
    assertEquals(429, signInHere().statusCode());
  }

  /** Tokens and sessions are given for the same passwords. */
  @Test
  void guessesForTokensAndSessionsAreCountedTogether() {
    var body = "{\"username\":\"ada\",\"password\":\"guess\"}";
    for (int i = 0; i < 10; i++) {
      var path = i % 2 == 0 ? "/api/tokens" : "/api/session";
      assertEquals(401, service.post(path, body, RunningService.ANONYMOUS, "").statusCode());
    }

    assertEquals(429, service.post("/api/tokens", body, RunningService.ANONYMOUS, "").statusCode());
    assertEquals(
        429, service.post("/api/session", body, RunningService.ANONYMOUS, "").statusCode());
  }
}
