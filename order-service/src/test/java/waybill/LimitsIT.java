package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.http.Proxies;

/** At a limit, new streams are refused and open ones stay. */
final class LimitsIT {
  private static final String STREAM = "/api/customers/ada/events";

  @TempDir Path data;

  private int perCredential;
  private int perAddress;
  private int onNode;
  private Proxies proxies;

  @BeforeEach
  void room() {
    perCredential = 1_000_000;
    perAddress = 2;
    onNode = 10;
    proxies = Proxies.parse("");
  }

  @Test
  void aStreamAboveTheAddressLimitIsRefusedAndOpenOnesStay() {
    try (var service = service();
        var first = open(service, STREAM);
        var _ = open(service, STREAM)) {
      var refused = service.get(STREAM, "Accept", "text/event-stream");

      assertEquals(429, refused.statusCode());
      assertEquals("10", refused.headers().firstValue("Retry-After").orElse(""));
      assertEquals(
          "urn:waybill:problem:too-many-streams",
          RunningService.json(refused).get("type").textValue());
      service.order("ada");
      first.await("order.placed");
    }
  }

  @Test
  void eachTokenOfAnAccountHasALimitOfItsOwn() {
    perCredential = 1;
    perAddress = 100;
    onNode = 100;
    var streams = new ArrayList<EventStream>();
    try (var service = service()) {
      var accounts = new TestAccounts(service);
      accounts.staff("script");
      for (int i = 0; i < 22; i++) {
        streams.add(open(service, STREAM, "Authorization", accounts.token("script")));
      }
      var last = accounts.token("script");
      streams.add(open(service, STREAM, "Authorization", last));

      var refused = service.get(STREAM, "Accept", "text/event-stream", "Authorization", last);

      assertEquals(429, refused.statusCode());
    } finally {
      streams.forEach(EventStream::close);
    }
  }

  @Test
  void aStreamAboveTheNodeLimitIsAnswered503() {
    onNode = 1;
    try (var service = service();
        var _ = open(service, STREAM)) {
      var refused = service.get(STREAM, "Accept", "text/event-stream");

      assertEquals(503, refused.statusCode());
      assertTrue(refused.headers().firstValue("Retry-After").isPresent());
    }
  }

  @Test
  void aPageThatReconnectsReplacesItsFormerStream() {
    try (var service = service();
        var former = open(service, STREAM + "?client=tab1");
        var _ = open(service, STREAM)) {
      try (var successor = open(service, STREAM + "?client=tab1")) {
        assertEquals("{\"reason\":\"replaced\"}", former.await("end").data());
        former.awaitEnd();
        service.order("ada");
        successor.await("order.placed");
      }
    }
  }

  /** A monitor that asks for the headers is no reader. */
  @Test
  void headTakesNoPermitAndEndsNoStream() {
    perAddress = 1;
    try (var service = service();
        var page = open(service, STREAM + "?client=tab1")) {
      for (var path : List.of(STREAM, STREAM + "?client=tab1")) {
        try (var connection = RawConnection.to(service.port())) {
          assertEquals("HTTP/1.1 200 OK", connection.request("HEAD", path).head().getFirst());
        }
      }

      service.order("ada");
      assertEquals("order.placed", page.next().event());
    }
  }

  @Test
  void connectionsAboveTheAddressLimitAreClosed() {
    perAddress = 1;
    var connections = new ArrayList<RawHttp>();
    try (var service = service()) {
      int before = service.waybill().server().connections();
      for (int i = before; i < 2 * perAddress + 100; i++) {
        connections.add(RawHttp.connect(service.port()));
      }
      try (var oneMore = RawHttp.connect(service.port())) {
        oneMore.assertClosed();
      }
      connections.removeLast().close();
      Await.until(
          "there is room again",
          () -> service.waybill().server().connections() < 2 * perAddress + 100);

      connections.add(RawHttp.connect(service.port()));
      assertEquals(200, connections.getLast().ask("GET /clock").status());
    } finally {
      connections.forEach(RawHttp::close);
    }
  }

  @Test
  void clientsOfATrustedProxyAreCountedByTheirOwnAddress() {
    perAddress = 1;
    proxies = Proxies.parse("127.0.0.1");
    try (var service = service();
        var first = open(service, STREAM, "X-Forwarded-For", "203.0.113.1");
        var other = open(service, STREAM, "X-Forwarded-For", "198.51.100.9, 203.0.113.2")) {
      var refused =
          service.get(
              STREAM,
              "Accept",
              "text/event-stream",
              "X-Forwarded-For",
              "198.51.100.10, 203.0.113.2");

      assertEquals(429, refused.statusCode());
      service.order("ada");
      first.await("order.placed");
      other.await("order.placed");
    }
  }

  @Test
  void aForwardedAddressIsIgnoredWithoutATrustedProxy() {
    perAddress = 1;
    try (var service = service();
        var _ = open(service, STREAM, "X-Forwarded-For", "203.0.113.1")) {
      var refused =
          service.get(STREAM, "Accept", "text/event-stream", "X-Forwarded-For", "203.0.113.2");

      assertEquals(429, refused.statusCode());
    }
  }

  @Test
  void aPermitIsReleasedWhenItsStreamEnds() {
    perAddress = 1;
    try (var service = service()) {
      open(service, STREAM).abort();
      service.order("ada"); // a write is what notices

      EventStream next = null;
      for (int i = 0; next == null && i < 100; i++) {
        service.order("ada");
        var attempt = EventStream.open(service.port(), STREAM);
        next = attempt.statusLine().contains("200") ? attempt : null;
      }

      assertTrue(next != null);
      next.close();
    }
  }

  private RunningService service() {
    var service =
        RunningService.start(
            data,
            new Settings.Limits(perCredential, perAddress, onNode),
            RunningService.LONG_TIMEOUTS,
            proxies,
            Optional.empty());
    service.customer("ada");
    return service;
  }

  private static EventStream open(RunningService service, String path, String... headers) {
    var stream = EventStream.open(service.port(), path, headers);
    assertTrue(stream.next(Duration.ofSeconds(10)).isPresent());
    stream.await("ready");
    return stream;
  }
}
