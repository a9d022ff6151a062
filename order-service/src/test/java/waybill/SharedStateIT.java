package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import waybill.bus.BusSettings;
import waybill.cluster.PostgreSqlServer;
import waybill.log.PostgreSqlCondition;

/** What two services on one database share: who may what, what was asked before, who guesses. */
@ExtendWith(PostgreSqlCondition.class)
final class SharedStateIT {
  /** What is promised is a second; the rest is for a machine that is busy with other tests. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final String NOTE = "{\"type\":\"order.note_added\",\"text\":\"once\"}";

  @TempDir static Path folder;
  @TempDir static Path data;
  private static PostgreSqlServer server;
  private static RunningService a;
  private static RunningService b;
  private static TestAccounts accounts;
  private static String order;

  @BeforeAll
  static void start() {
    server = new PostgreSqlServer(folder);
    server.start();
    var url = server.create("shared");
    // at the same moment, on an empty database
    var other = CompletableFuture.supplyAsync(() -> node(url));
    a = node(url);
    b = other.join();
    accounts = new TestAccounts(a);
    a.customer("ada");
    order = a.order("ada");
  }

  private static RunningService node(String url) {
    return RunningService.start(
        data,
        new Settings.Database(url, PostgreSqlServer.USERNAME, ""),
        new BusSettings("postgres", "", url, PostgreSqlServer.USERNAME, ""));
  }

  @AfterAll
  static void stop() {
    a.close();
    b.close();
    server.close();
  }

  private static EventStream onB(String path, String name, String value) {
    var stream = EventStream.open(b.port(), path, name, value);
    stream.await("ready");
    return stream;
  }

  private static EventStream pageOf(String name, String header, String value) {
    return onB("/api/customers/" + name + "/events", header, value);
  }

  /** A stream on b ends for this reason soon after something has happened on a. */
  private static void assertEnds(String reason, EventStream stream, Runnable happens) {
    try (stream) {
      long began = System.nanoTime();
      happens.run();

      var end = stream.await("end");

      var took = Duration.ofNanos(System.nanoTime() - began);
      assertEquals("{\"reason\":\"" + reason + "\"}", end.data());
      assertTrue(took.compareTo(SOON) < 0, took::toString);
    }
  }

  private static void delete(String path, String... headers) {
    var answer = a.send("DELETE", path, "", headers);
    assertEquals(204, answer.statusCode(), answer::body);
  }

  @Test
  void aSignOutOnOneNodeEndsTheStreamsOnTheOther() {
    accounts.customer("grace");
    var session = accounts.session("grace");

    assertEnds(
        "logout",
        pageOf("grace", "Cookie", session),
        () -> delete("/api/session", "Cookie", session));

    assertEquals(401, b.get("/api/session", "Cookie", session).statusCode());
  }

  @Test
  void aLinkMadeOnOneNodeOpensAStreamOnTheOtherUntilItIsRevoked() {
    var link = accounts.link(order);
    var guest = new TestAccounts(b).guest(link);

    assertEnds(
        "revoked",
        onB("/api/orders/" + order + "/events", "Cookie", guest),
        () -> delete("/api/orders/" + order + "/links/" + link.id()));

    assertEquals(401, b.get("/api/orders/" + order, "Cookie", guest).statusCode());
  }

  @Test
  void aDisabledAccountLosesItsStreamsOnAllNodes() {
    accounts.customer("linus");
    var session = accounts.session("linus");
    var token = accounts.token("linus");
    try (var byToken = pageOf("linus", "Authorization", token)) {
      assertEnds(
          "revoked", pageOf("linus", "Cookie", session), () -> delete("/api/accounts/linus"));
      byToken.await("end");
    }

    Await.until(
        "the token is void",
        () -> b.get("/api/customers/linus", "Authorization", token).statusCode() == 401);
  }

  @Test
  void aNewPasswordEndsWhatTheOldOneHasOpenedOnAllNodes() {
    accounts.customer("edith");
    var token = accounts.token("edith");

    assertEnds(
        "revoked",
        pageOf("edith", "Authorization", token),
        () ->
            assertEquals(
                204,
                a.send("PUT", "/api/accounts/edith/password", "{\"password\":\"another one\"}")
                    .statusCode()));
  }

  @Test
  void theSameRequestToBothNodesAtOnceIsDoneOnceAndAnsweredTheSame() {
    for (int round = 0; round < 20; round++) {
      var barrier = new CyclicBarrier(2);
      var path = "/api/orders/" + order + "/events";
      var key = "round-" + round;
      long before = version();

      var answers =
          Stream.of(a, b)
              .map(node ->
                  CompletableFuture.supplyAsync(() -> {
                    await(barrier);
                    return node.post(path, NOTE, "Idempotency-Key", key);
                  }))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();

      assertEquals(List.of(201, 201), answers.stream().map(HttpResponse::statusCode).toList());
      assertEquals(answers.getFirst().body(), answers.getLast().body());
      assertEquals(before + 1, version());
    }
  }

  @Test
  void anOrderThatIsPlacedOnBothNodesAtOnceIsOneOrder() {
    a.customer("twice");
    var barrier = new CyclicBarrier(2);
    var body =
        """
        {"customerId":"twice","destination":{"city":"Leipzig","country":"DE","timeZone":"Europe/Berlin"},
         "lines":[{"sku":"LAMP-2","name":"Desk lamp","quantity":2}]}
        """;

    var placed =
        Stream.of(a, b)
            .map(node ->
                CompletableFuture.supplyAsync(() -> {
                  await(barrier);
                  return node.post("/api/orders", body, "Idempotency-Key", "placed");
                }))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertEquals(201, placed.getFirst().statusCode(), placed.getFirst()::body);
    assertEquals(placed.getFirst().body(), placed.getLast().body());
    var orders = RunningService.json(a.get("/api/customers/twice/orders")).get("orders");
    assertEquals(1, orders.size());
  }

  private static long version() {
    return RunningService.json(a.get("/api/orders/" + order)).get("version").longValue();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoGuessesOnOneNodeIsRefusedByTheOther() {
    accounts.customer("guessed");
    var wrong = "{\"username\":\"guessed\",\"password\":\"a wrong guess\"}";
    Await.until("a refuses", () -> signIn(a, wrong) == 429);

    Await.until("b refuses", () -> signIn(b, wrong) == 429);

    Await.until(
        "it is written down, and not as it was typed",
        () ->
            server.isTrue(
                "shared", "select count(*) > 0 from failed_attempt where id <> 'guessed'"));
  }

  private static int signIn(RunningService node, String body) {
    return node.post("/api/session", body, RunningService.ANONYMOUS, "").statusCode();
  }

  @Test
  void whatIsDoneOnBothNodesIsInOneAudit() {
    accounts.staff("auditor");
    new TestAccounts(b).session("auditor");

    assertTrue(
        server.isTrue(
            "shared",
            """
            select count(*) = 2 from audit
             where target = 'auditor' and action in ('account.made', 'sign-in') and result = 'done'
            """));
  }
}
