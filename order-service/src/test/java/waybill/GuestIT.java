package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link shows one order, as long as it is good, to whoever holds exactly its secret. */
final class GuestIT {
  private static RunningService service;
  private static TestAccounts accounts;
  private static String order;

  @BeforeAll
  static void start(@TempDir Path data) {
    service = RunningService.start(data);
    accounts = new TestAccounts(service);
    accounts.customer("ada");
    accounts.customer("grace");
    order = service.order("ada");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static HttpResponse<String> read(String of, String cookie) {
    return service.get("/api/orders/" + of, "Cookie", cookie);
  }

  private static String cookie(String... secrets) {
    return Cookie.GUEST + "=" + String.join(".", secrets);
  }

  private static HttpResponse<String> redeem(String secret, String cookie) {
    return service.post(
        "/api/links/redeem", "{\"secret\":\"%s\"}".formatted(secret), "Cookie", cookie);
  }

  @Test
  void whatIsNotTheSecretOpensNothing() {
    var secret = accounts.link(order).secret();
    assertEquals(200, read(order, cookie(secret)).statusCode());

    for (var wrong :
        List.of(
            secret.substring(1),
            secret.substring(0, 21),
            swapped(secret),
            secret + "A",
            "\"" + secret + "\"",
            " " + secret + " x",
            "%" + Integer.toHexString(secret.charAt(0)) + secret.substring(1),
            "%",
            "_".repeat(22))) {
      ResponseAssertions.problem(401, "unauthorized", read(order, cookie(wrong)));
    }
    for (var wrong : List.of(secret.substring(1), swapped(secret), secret + ".", "#" + secret)) {
      ResponseAssertions.problem(404, "link-gone", redeem(wrong, ""));
    }
  }

  /** The same letters, but small for capital and capital for small. */
  private static String swapped(String text) {
    var swapped =
        text.chars()
            .map(
                c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return swapped.equals(text) ? text.toLowerCase(Locale.ROOT) + "x" : swapped;
  }

  @Test
  void aLinkThatIsOverIsAsOneThatNeverWas() {
    var revoked = accounts.link(order);
    var guest = accounts.guest(revoked);
    service.send("DELETE", "/api/orders/" + order + "/links/" + revoked.id(), "");
    var soon = Instant.now().plusMillis(1500);
    var expired = accounts.link(order, "{\"expiresAt\":\"" + soon + "\"}");
    Await.until("it has expired", () -> Instant.now().isAfter(soon));

    var never = redeem("_".repeat(22), "");

    for (var over : List.of(revoked, expired)) {
      assertEquals(never.body(), redeem(over.secret(), "").body());
      ResponseAssertions.problem(404, "link-gone", redeem(over.secret(), ""));
      ResponseAssertions.problem(401, "unauthorized", read(order, cookie(over.secret())));
    }
    ResponseAssertions.problem(401, "unauthorized", read(order, guest));
  }

  @Test
  void aGuestHoldsManyOrdersAndAnOldestOfTooManyFallsOut() {
    var orders = IntStream.range(0, 21).mapToObj(_ -> service.order("ada")).toList();
    var guest = "";
    for (var one : orders) {
      guest =
          Cookie.of(redeem(accounts.link(one).secret(), guest), Cookie.GUEST).orElseThrow().pair();
    }

    assertEquals(404, read(orders.getFirst(), guest).statusCode());
    for (var one : orders.subList(1, 21)) {
      assertEquals(200, read(one, guest).statusCode());
    }
  }

  @Test
  void whatIsNoGoodFallsOutOfTheCookieAndNothingStandsThereTwice() {
    var other = accounts.link(service.order("ada")).secret();
    var secret = accounts.link(order).secret();

    var kept =
        Cookie.of(
                redeem(secret, cookie("", "x", other, "_".repeat(22), other, secret)), Cookie.GUEST)
            .orElseThrow();

    assertEquals(secret + "." + other, kept.value());
  }

  /** As many as fit into the head of a request; only the first few are looked at. */
  @Test
  void aCookieFullOfSecretsCostsNoMoreThanAFewLooks() {
    var secret = accounts.link(order).secret();
    var inventions = new ArrayList<String>();
    for (int i = 0; i < 600; i++) {
      inventions.add("%022d".formatted(i));
    }
    var first = new ArrayList<>(inventions);
    first.addFirst(secret);
    inventions.add(secret);

    assertEquals(200, read(order, cookie(first.toArray(String[]::new))).statusCode());
    assertEquals(401, read(order, cookie(inventions.toArray(String[]::new))).statusCode());
    var kept = redeem(secret, cookie(inventions.toArray(String[]::new)));
    assertEquals(secret, Cookie.of(kept, Cookie.GUEST).orElseThrow().value());
  }

  @Test
  void tenThousandSecretsAreTooLongAHead() {
    var secrets = IntStream.range(0, 10_000).mapToObj("%022d"::formatted).toArray(String[]::new);
    try (var connection = RawHttp.connect(service.port())) {
      var answer = connection.ask("GET /api/orders/" + order, "Cookie: " + cookie(secrets));

      assertTrue(List.of(400, 413, 431).contains(answer.status()), answer::toString);
    }
    assertEquals(200, service.get("/api/orders/" + order).statusCode());
  }

  /** The first counts, always: a right is never put together from two. */
  @Test
  void ofTwoCookiesOfOneNameTheFirstCounts() {
    var ada = accounts.session("ada");
    var none = Cookie.SESSION + "=" + "A".repeat(43);

    assertEquals(200, read(order, ada + "; " + none).statusCode());
    assertEquals(401, read(order, none + "; " + ada).statusCode());
    assertEquals(200, read(order, "x=1;" + ada + ";y").statusCode());
    assertEquals(401, read(order, "x=\"1; " + ada + "\"").statusCode());
  }

  /** A customer with a link to somebody else's order sees what any guest sees. */
  @Test
  void aCustomerWithALinkIsAGuestOfThatOrder() {
    var guest = accounts.guest(accounts.link(order));
    var both = accounts.session("grace") + "; " + guest;

    var asCustomer = RunningService.json(read(order, both));
    var asGuest = RunningService.json(read(order, guest));
    var asOwner = RunningService.json(read(order, accounts.session("ada") + "; " + guest));

    assertEquals(asGuest, asCustomer);
    assertFalse(asCustomer.has("customerId"));
    assertEquals(200, status("/api/customers/grace", both));
    assertEquals("ada", asOwner.get("customerId").textValue());
    assertEquals(404, status("/api/orders/" + order + "/links", both));
    assertEquals(404, status("/api/customers/ada", both));
  }

  private static int status(String path, String cookie) {
    return service.get(path, "Cookie", cookie).statusCode();
  }

  @Test
  void redeemingLeavesTheSessionAlone() {
    var session = accounts.session("grace");

    var answer = redeem(accounts.link(order).secret(), session);

    assertEquals(200, answer.statusCode());
    assertTrue(Cookie.of(answer, Cookie.SESSION).isEmpty());
    var attributes = Cookie.of(answer, Cookie.GUEST).orElseThrow().attributes().replace(" ", "");
    assertTrue(attributes.contains(";HttpOnly") && attributes.contains(";SameSite=Strict"));
  }
}
