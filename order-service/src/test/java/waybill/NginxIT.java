package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import waybill.http.Proxies;
import waybill.stream.StreamSettings;

/** The service behind the proxy of docs/deployment: HTTP/2 to clients, HTTP/1.1 to the service. */
@ExtendWith(Nginx.Condition.class)
@Timeout(60)
final class NginxIT {
  private static final String STREAM = "/api/customers/ada/events";
  private static final StreamSettings PINGING =
      new StreamSettings(
          Duration.ofSeconds(1),
          Duration.ofSeconds(20),
          Duration.ofMinutes(30),
          Duration.ofMillis(200));

  @TempDir Path data;
  @TempDir Path folder;

  @Test
  void aChangeArrivesAtOnceOverHttp2() throws Exception {
    try (var service = service();
        var nginx = Nginx.before(service.port(), folder);
        var browser = browser()) {
      var stream = follow(browser, nginx);
      try (var lines = lines(stream)) {
        awaitLine(lines, "event: ready");
        for (int i = 0; i < 5; i++) {
          var before = System.nanoTime();
          service.order("ada");
          awaitLine(lines, "event: order.placed");

          assertTrue(Duration.ofNanos(System.nanoTime() - before).toMillis() < 1000);
        }
      }
      assertEquals(HttpClient.Version.HTTP_2, stream.version());
      assertEquals(Optional.empty(), stream.headers().firstValue("X-Accel-Buffering"));
      assertEquals("text/event-stream", stream.headers().firstValue("Content-Type").orElse(""));
    }
  }

  @Test
  void aClosedTabIsNoticedWhileItsConnectionStaysOpen() throws Exception {
    try (var service = service();
        var nginx = Nginx.before(service.port(), folder);
        var browser = browser()) {
      try (var lines = lines(follow(browser, nginx))) {
        awaitLine(lines, "event: ready");
        assertEquals(1, service.waybill().hub().size());
      }

      awaitNoStream(service);
      assertEquals(200, get(browser, nginx, "/clock").statusCode());
    }
  }

  @Test
  void aClosedBrowserIsNoticed() throws Exception {
    try (var service = service();
        var nginx = Nginx.before(service.port(), folder)) {
      try (var browser = browser()) {
        awaitLine(lines(follow(browser, nginx)), "event: ready");
        browser.shutdownNow();
      }

      awaitNoStream(service);
    }
  }

  @Test
  void oneConnectionServesManyRequests() throws Exception {
    try (var service = service();
        var nginx = Nginx.before(service.port(), folder);
        var browser = browser()) {
      int before = service.waybill().server().connections();
      for (int i = 0; i < 20; i++) {
        assertEquals(200, get(browser, nginx, "/clock").statusCode());

        assertEquals(before + 1, service.waybill().server().connections());
      }
    }
  }

  /** A browser's EventSource would never come back after 502. */
  @Test
  void whileTheServiceIsAwayAStreamSaysOnlyWhenToComeBack() throws Exception {
    var service = service();
    try (var nginx = Nginx.before(service.port(), folder);
        var browser = browser()) {
      service.close();
      var stream = follow(browser, nginx);

      assertEquals(200, stream.statusCode());
      assertEquals("text/event-stream", stream.headers().firstValue("Content-Type").orElse(""));
      assertEquals("retry: 5000\n\n", new String(stream.body().readAllBytes(), UTF_8));
      assertEquals(502, get(browser, nginx, "/clock").statusCode());
    }
  }

  /** What 503 says is for programs; only a stream's client cannot read it. */
  @Test
  void aStreamThatIsRefusedForNowSaysWhenToComeBack() throws Exception {
    var limits = new Settings.Limits(1_000_000, 1_000_000, 1);
    try (var service = RunningService.start(data, PINGING, limits);
        var nginx = Nginx.before(service.port(), folder);
        var browser = browser()) {
      service.customer("ada");
      try (var lines = lines(follow(browser, nginx))) {
        awaitLine(lines, "event: ready");
        var second = follow(browser, nginx);

        assertEquals(200, second.statusCode());
        assertEquals("retry: 5000\n\n", new String(second.body().readAllBytes(), UTF_8));
      }
    }
  }

  @Test
  void aForwardedAddressFromTheClientIsIgnored() throws Exception {
    var limits = new Settings.Limits(1_000_000, 1, 10);
    var trusted = Proxies.parse("127.0.0.1");
    try (var service =
            RunningService.start(
                data, limits, RunningService.LONG_TIMEOUTS, trusted, Optional.empty());
        var nginx = Nginx.before(service.port(), folder);
        var browser = browser()) {
      service.customer("ada");
      try (var lines = lines(follow(browser, nginx, "X-Forwarded-For", "203.0.113.1"))) {
        awaitLine(lines, "event: ready");

        assertEquals(429, follow(browser, nginx, "X-Forwarded-For", "203.0.113.2").statusCode());
      }
    }
  }

  @Test
  void testsWithoutTheirProgramAreSkippedUnlessSkippingIsForbidden() {
    assertTrue(Nginx.Condition.decide(Optional.empty(), false).isDisabled());
    assertTrue(Nginx.Condition.decide(Optional.of(folder), false).isDisabled());
    assertThrows(IllegalStateException.class, () -> Nginx.Condition.decide(Optional.empty(), true));
  }

  private RunningService service() {
    var service = RunningService.start(data, PINGING);
    service.customer("ada");
    return service;
  }

  private static void awaitNoStream(RunningService service) {
    var before = System.nanoTime();
    Await.until("the stream is gone", () -> service.waybill().hub().size() == 0);
    assertTrue(Duration.ofNanos(System.nanoTime() - before).toSeconds() < 5);
  }

  /** A client that uses HTTP/2 if the server offers it. */
  private static HttpClient browser() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_2)
        .sslContext(SelfSigned.believed())
        .build();
  }

  private static HttpResponse<InputStream> follow(
      HttpClient browser, Nginx nginx, String... headers) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(nginx.address() + STREAM))
            .header("Accept", "text/event-stream")
            .header("Authorization", StaffTokens.bearer());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return browser.send(request.build(), BodyHandlers.ofInputStream());
  }

  private static HttpResponse<String> get(HttpClient browser, Nginx nginx, String path)
      throws Exception {
    var request = HttpRequest.newBuilder(URI.create(nginx.address() + path)).build();
    return browser.send(request, BodyHandlers.ofString());
  }

  private static BufferedReader lines(HttpResponse<InputStream> stream) {
    assertEquals(200, stream.statusCode());
    return new BufferedReader(new InputStreamReader(stream.body(), UTF_8));
  }

  private static void awaitLine(BufferedReader lines, String wanted) throws IOException {
    for (var line = lines.readLine(); !wanted.equals(line); line = lines.readLine()) {
      if (line == null) {
        throw new AssertionError("the stream ended");
      }
    }
  }
}
