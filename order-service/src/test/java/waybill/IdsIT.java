package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Ada sends Grace's ids in every place for an id, and is answered as for ids that do not exist. */
final class IdsIT {
  private static final String LINKS = "/api/orders/%s/links";

  private static RunningService service;
  private static TestAccounts accounts;
  private static String ada;
  private static String adas;
  private static String graces;
  private static TestAccounts.Link graceLink;

  @BeforeAll
  static void start(@TempDir Path data) {
    service = RunningService.start(data);
    accounts = new TestAccounts(service);
    accounts.customer("ada");
    accounts.customer("grace");
    ada = accounts.session("ada");
    adas = service.order("ada");
    graces = service.order("grace");
    service.append(graces, "{\"type\":\"order.confirmed\"}");
    graceLink = accounts.link(graces);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private record Request(String method, String path, String body) {}

  private static final List<Request> WITH_AN_ORDER =
      List.of(
          new Request("GET", "/api/orders/{id}", ""),
          new Request("HEAD", "/api/orders/{id}", ""),
          new Request("GET", "/api/orders/{id}/events", ""),
          new Request("GET", "/api/orders/{id}/events?after=garbage&limit=0", ""),
          new Request("POST", "/api/orders/{id}/events", "{\"type\":\"order.confirmed\"}"),
          new Request("GET", "/api/orders/{id}/history", ""),
          new Request("POST", "/api/orders/{id}/notes", "{\"text\":\"hello\"}"),
          new Request("GET", LINKS.formatted("{id}"), ""),
          new Request("POST", LINKS.formatted("{id}"), "{}"),
          new Request("POST", LINKS.formatted("{id}"), "no JSON"),
          new Request("DELETE", LINKS.formatted("{id}"), ""),
          new Request("DELETE", LINKS.formatted("{id}") + "/{link}", ""));

  private static final List<Request> WITH_A_CUSTOMER =
      List.of(
          new Request("GET", "/api/customers/{id}", ""),
          new Request("GET", "/api/customers/{id}/orders", ""),
          new Request("GET", "/api/customers/{id}/events", ""),
          new Request("GET", "/api/customers/{id}/events?after=garbage", ""),
          new Request("PUT", "/api/accounts/{id}/password", "{\"password\":\"something new\"}"),
          new Request("DELETE", "/api/accounts/{id}", ""),
          new Request("GET", "/api/orders?customer={id}", ""));

  @TestFactory
  Stream<DynamicTest> anIdOfAnotherCustomerIsAnsweredLikeAnUnknownId() {
    var before = everythingOfGrace();
    var orders = WITH_AN_ORDER.stream().map(request -> sameAnswer(request, graces, "WB-NOBODYS"));
    var customers = WITH_A_CUSTOMER.stream().map(request -> sameAnswer(request, "grace", "nobody"));
    return Stream.concat(
        Stream.concat(orders, customers),
        Stream.of(
            DynamicTest.dynamicTest(
                "and nothing of hers has changed",
                () -> assertEquals(before, everythingOfGrace()))));
  }

  private static DynamicTest sameAnswer(Request request, String anothers, String nobodys) {
    return DynamicTest.dynamicTest(
        request.method() + " " + request.path(),
        () -> {
          var hers = send(request, anothers, graceLink.id());
          var none = send(request, nobodys, "nobodyslink1");

          assertTrue(hers.statusCode() == 404 || hers.statusCode() == 403, hers::body);
          assertEquals(everything(none), everything(hers));
        });
  }

  private static HttpResponse<String> send(Request request, String id, String link) {
    var path = request.path().replace("{id}", id).replace("{link}", link);
    return service.send(request.method(), path, request.body(), "Cookie", ada);
  }

  private static String everything(HttpResponse<String> answer) {
    var headers = new TreeMap<>(answer.headers().map());
    headers.remove("date");
    headers.remove("connection"); // whether the body had arrived when the answer was written
    return answer.statusCode() + " " + headers + " " + answer.body();
  }

  private static String everythingOfGrace() {
    return service.get("/api/customers/grace/orders").body()
        + service.get("/api/orders/" + graces + "/history").body()
        + service.get(LINKS.formatted(graces)).body();
  }

  @Test
  void aStreamOfAnotherCustomerIsRefusedLikeAnUnknownOne() {
    for (var path : List.of("/api/orders/%s/events", "/api/customers/%s/events")) {
      var id = path.contains("orders") ? graces : "grace";
      var hers = stream(path.formatted(id));
      var none = stream(path.formatted("WB-NOBODYS"));

      assertEquals(404, hers.statusCode());
      assertEquals(everything(none), everything(hers));
    }
    assertEquals(403, stream("/api/events").statusCode());
  }

  private static HttpResponse<String> stream(String path) {
    return service.get(path, "Cookie", ada, "Accept", "text/event-stream");
  }

  @Test
  void aLinkOfAnotherOrderCannotBeRevoked() {
    var answer =
        service.send("DELETE", LINKS.formatted(adas) + "/" + graceLink.id(), "", "Cookie", ada);
    var unknown =
        service.send("DELETE", LINKS.formatted(adas) + "/nobodyslink1", "", "Cookie", ada);

    assertEquals(404, answer.statusCode());
    assertEquals(everything(unknown), everything(answer));
    service.send("DELETE", LINKS.formatted(adas), "", "Cookie", ada);
    assertEquals(200, service.get("/api/orders/" + graces, "Cookie", guest()).statusCode());
  }

  private static String guest() {
    return accounts.guest(graceLink);
  }

  @Test
  void aCursorOfAnotherCustomerShowsNoneOfTheirEvents() {
    var cursors =
        List.of(
            service.epoch() + "-c2",
            service.epoch() + "-c1",
            service.epoch() + "-c0",
            service.epoch() + "-c-1",
            "other-c1",
            graces);
    for (var cursor : cursors) {
      for (var path : List.of("/api/customers/ada/events", "/api/orders/" + adas + "/events")) {
        var history = service.get(path + "?after=" + cursor, "Cookie", ada);
        assertFalse(history.body().contains(graces), history::body);
        try (var stream =
            EventStream.open(service.port(), path, "Cookie", ada, "Last-Event-ID", cursor)) {
          stream.await("ready");
          assertFalse(new String(stream.raw(), UTF_8).contains(graces));
        }
      }
    }
  }

  @Test
  void aCustomerIdInABodyGivesNoAccess() {
    var order =
        """
        {"customerId":"grace",
         "destination":{"city":"Leipzig","country":"DE","timeZone":"Europe/Berlin"},
         "lines":[{"sku":"LAMP-2","name":"Desk lamp","quantity":2}]}
        """;
    var account =
        "{\"username\":\"ada2\",\"password\":\"%s\",\"role\":\"customer\",\"customerId\":\"grace\"}"
            .formatted(StaffTokens.PASSWORD);

    ResponseAssertions.problem(403, "forbidden", service.post("/api/orders", order, "Cookie", ada));
    ResponseAssertions.problem(
        403, "forbidden", service.post("/api/accounts", account, "Cookie", ada));
    ResponseAssertions.problem(
        403, "forbidden", service.post("/api/customers", "{}", "Cookie", ada));
    ResponseAssertions.problem(403, "forbidden", service.post("/api/events", "{}", "Cookie", ada));
  }

  @Test
  void idsInOtherSpellingsGiveNoAccess() {
    for (var path :
        List.of(
            "/api/orders/" + adas + "/../" + graces,
            "/api/orders/" + adas + "%2F..%2F" + graces,
            "/api/orders/" + graces + ";id=" + adas,
            "/api/orders/" + graces + "?id=" + adas,
            "/api/orders/" + graces + "/",
            "/api/orders//" + graces,
            "/api//orders/" + graces,
            "/api/orders/%57" + graces.substring(1),
            "/api/orders/" + graces + "%00",
            "/api/orders/" + graces.toLowerCase(Locale.ROOT),
            "/API/orders/" + graces,
            "/api/customers/ada/../grace/orders",
            "/api/customers/%67race/orders",
            "/api/customers/ada;grace/orders",
            "/api/customers/GRACE/orders")) {
      try (var connection = RawHttp.connect(service.port())) {
        var answer = connection.ask("GET " + path, "Cookie: " + ada);

        assertTrue(List.of(200, 400, 403, 404).contains(answer.status()), path + " " + answer);
        assertFalse(answer.body().contains(graces) || answer.body().contains("grace"), path);
      }
    }
  }

  /** Two members of staff may use the same key; each gets the result of their own request. */
  @Test
  void anIdempotencyKeyBelongsToOneAccount() {
    accounts.staff("one");
    accounts.staff("two");
    var body = "{\"type\":\"order.note_added\",\"text\":\"hello\"}";
    var path = "/api/orders/" + adas + "/events";

    var first =
        service.post(path, body, "Authorization", accounts.token("one"), "Idempotency-Key", "k");
    var second =
        service.post(path, body, "Authorization", accounts.token("two"), "Idempotency-Key", "k");
    var ofAda = service.post(path, body, "Cookie", ada, "Idempotency-Key", "k");

    assertEquals(201, first.statusCode());
    assertEquals(201, second.statusCode());
    assertNotEquals(first.body(), second.body());
    ResponseAssertions.problem(403, "forbidden", ofAda);
  }
}
