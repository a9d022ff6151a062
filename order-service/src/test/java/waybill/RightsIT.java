package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.access.Sessions;
import waybill.access.User;

/** A stream ends with the right that it was opened by. */
final class RightsIT {
  private static final Duration SOON = Duration.ofSeconds(1);

  @TempDir Path data;
  private RunningService service;
  private TestAccounts accounts;
  private String order;

  @BeforeEach
  void start() {
    service = RunningService.start(data);
    accounts = new TestAccounts(service);
    accounts.customer("ada");
    order = service.order("ada");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private EventStream ofAda(String name, String value) {
    var stream = EventStream.open(service.port(), "/api/customers/ada/events", name, value);
    stream.await("ready");
    return stream;
  }

  private EventStream ofOrder(String guest) {
    var stream =
        EventStream.open(service.port(), "/api/orders/" + order + "/events", "Cookie", guest);
    stream.await("ready");
    return stream;
  }

  /**
   * The stream ends with this reason within a second; nothing follows, and the response is
   * complete.
   */
  private static void assertEnds(String reason, long since, EventStream stream) {
    var end = stream.await("end");
    var took = Duration.ofNanos(System.nanoTime() - since);

    assertEquals("{\"reason\":\"" + reason + "\"}", end.data());
    assertTrue(took.compareTo(SOON) < 0, took::toString);
    assertEquals(List.of(), stream.untilEnd());
    assertTrue(stream.isComplete());
  }

  @Test
  void signOutEndsTheStreamsOfThatSessionOnly() {
    var cookie = accounts.session("ada");
    var phone = accounts.session("ada");
    try (var first = ofAda("Cookie", cookie);
        var second = ofAda("Cookie", cookie);
        var other = ofAda("Cookie", phone)) {
      long start = System.nanoTime();
      assertEquals(204, service.send("DELETE", "/api/session", "", "Cookie", cookie).statusCode());

      assertEnds("logout", start, first);
      assertEnds("logout", start, second);
      service.append(order, "{\"type\":\"order.note_added\",\"text\":\"still there\"}");
      other.await("order.note_added");
      assertEquals(401, service.get("/api/customers/ada", "Cookie", cookie).statusCode());
    }
  }

  @Test
  void aNewSignInEndsTheSessionThatTheBrowserHad() {
    var former = accounts.session("ada");
    try (var stream = ofAda("Cookie", former)) {
      long start = System.nanoTime();
      var body = "{\"username\":\"ada\",\"password\":\"%s\"}".formatted(StaffTokens.PASSWORD);
      var answer = service.post("/api/session", body, "Cookie", former);

      assertEquals(204, answer.statusCode());
      assertEnds("logout", start, stream);
      assertEquals(401, service.get("/api/session", "Cookie", former).statusCode());
    }
  }

  @Test
  void aTokenHasNoSessionToEnd() {
    var token = accounts.token("ada");
    try (var stream = ofAda("Authorization", token)) {
      var out = service.send("DELETE", "/api/session", "", "Authorization", token);

      assertEquals(204, out.statusCode());
      service.append(order, "{\"type\":\"order.note_added\",\"text\":\"still there\"}");
      stream.await("order.note_added");
    }
  }

  @Test
  void aSessionThatEndedOnAnotherNodeIsFoundWithinASecond() {
    var cookie = accounts.session("ada");
    var other =
        new Sessions(service.waybill().database(), RunningService.ACCESS, InstantSource.system());
    try (var stream = ofAda("Cookie", cookie)) {
      long start = System.nanoTime();
      var ours = other.find(cookie.split("=", 2)[1]).flatMap(User::session).orElseThrow();
      other.end(ours.id());

      assertEnds("logout", start, stream);
    }
  }

  @Test
  void disablingAnAccountEndsAllItsStreams() {
    var token = accounts.token("ada");
    try (var bySession = ofAda("Cookie", accounts.session("ada"));
        var byToken = ofAda("Authorization", token)) {
      long start = System.nanoTime();
      assertEquals(204, service.send("DELETE", "/api/accounts/ada", "").statusCode());

      assertEnds("revoked", start, bySession);
      assertEnds("revoked", start, byToken);
      assertEquals(401, service.get("/api/customers/ada", "Authorization", token).statusCode());
    }
  }

  @Test
  void aNewPasswordEndsAllStreamsExceptThoseOfItsOwnSession() {
    var here = accounts.session("ada");
    var token = accounts.token("ada");
    try (var stream = ofAda("Cookie", here);
        var elsewhere = ofAda("Cookie", accounts.session("ada"));
        var script = ofAda("Authorization", token)) {
      long start = System.nanoTime();
      var body =
          "{\"oldPassword\":\"%s\",\"password\":\"another password\"}"
              .formatted(StaffTokens.PASSWORD);
      var changed = service.send("PUT", "/api/accounts/ada/password", body, "Cookie", here);

      assertEquals(204, changed.statusCode(), changed::body);
      assertEnds("revoked", start, elsewhere);
      assertEnds("revoked", start, script);
      service.append(order, "{\"type\":\"order.note_added\",\"text\":\"still there\"}");
      stream.await("order.note_added");
    }
  }

  /** A sweep looks back ten seconds: it must not take the new token for an old one. */
  @Test
  void aStreamOfATokenIssuedAfterANewPasswordStaysOpen() {
    var old = accounts.token("ada");
    var body = "{\"password\":\"another password\"}";
    assertEquals(204, service.send("PUT", "/api/accounts/ada/password", body).statusCode());
    var token = StaffTokens.token(service.uri("/"), "ada", "another password");

    try (var stream = ofAda("Authorization", "Bearer " + token)) {
      for (int i = 0; i < 3; i++) {
        service.waybill().access().revocations().sweep();
        service.append(order, "{\"type\":\"order.note_added\",\"text\":\"still there\"}");
        stream.await("order.note_added");
      }
    }
    assertEquals(401, service.get("/api/customers/ada", "Authorization", old).statusCode());
  }

  @Test
  void aPasswordChangedOnAnotherNodeEndsTheStreamsOfOlderTokens() {
    try (var script = ofAda("Authorization", accounts.token("ada"))) {
      long start = System.nanoTime();
      service
          .waybill()
          .database()
          .write(tx ->
              tx.execute(
                  "update account set generation = generation + 1, changed_at = current_timestamp"
                      + " where username = 'ada'"));

      assertEnds("revoked", start, script);
    }
  }

  @Test
  void revokingALinkEndsOnlyTheStreamsOfItsGuests() {
    var link = accounts.link(order);
    var other = accounts.guest(accounts.link(order));
    try (var stream = ofOrder(accounts.guest(link));
        var untouched = ofOrder(other)) {
      long start = System.nanoTime();
      var path = "/api/orders/" + order + "/links/" + link.id();
      assertEquals(204, service.send("DELETE", path, "").statusCode());

      assertEnds("revoked", start, stream);
      service.append(order, "{\"type\":\"order.note_added\",\"text\":\"still there\"}");
      untouched.await("order.note_added");

      start = System.nanoTime();
      service.send("DELETE", "/api/orders/" + order + "/links", "");
      assertEnds("revoked", start, untouched);
    }
  }

  @Test
  void anExpiredLinkEndsItsStreams() {
    var expires = Instant.now().plusSeconds(3);
    var guest = accounts.guest(accounts.link(order, "{\"expiresAt\":\"" + expires + "\"}"));
    try (var stream = ofOrder(guest)) {
      var end = stream.await("end");

      assertEquals("{\"reason\":\"expired\"}", end.data());
      assertFalse(Instant.now().isBefore(expires));
      assertTrue(Instant.now().isBefore(expires.plus(SOON)));
      assertEquals(401, service.get("/api/orders/" + order, "Cookie", guest).statusCode());
    }
  }

  /** Events and revocation race; an event committed after the revocation is never sent. */
  @Test
  void noEventIsSentAfterTheRightHasEnded() {
    for (int round = 0; round < 20; round++) {
      var link = accounts.link(order);
      var streams = new ArrayList<EventStream>();
      var guest = accounts.guest(link);
      for (int i = 0; i < 5; i++) {
        streams.add(ofOrder(guest));
      }
      service.send("DELETE", "/api/orders/" + order + "/links/" + link.id(), "");
      var secret = "after round " + round;
      service.append(order, "{\"type\":\"order.note_added\",\"text\":\"%s\"}".formatted(secret));

      for (var stream : streams) {
        stream.awaitEnd();
        assertFalse(new String(stream.raw(), UTF_8).contains(secret));
        stream.close();
      }
    }
  }
}
