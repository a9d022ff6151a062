package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static waybill.ProxyBrowser.awaitLine;
import static waybill.ProxyBrowser.lines;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import waybill.access.InitialAccounts;

/**
 * The packaged service behind all proxies of docs/deployment at once. An address may open one
 * stream; each test comes from an address of its own.
 */
@Timeout(120)
final class ProxyIT {
  private static final String STREAM = "/api/customers/ada/events";
  private static final String ORIGIN = "https://orders.example.org";

  @TempDir static Path folder;
  private static final Map<ReverseProxy, RunningProxy> RUNNING = new EnumMap<>(ReverseProxy.class);
  private static final AtomicInteger ADDRESSES = new AtomicInteger();
  private static int port;
  private static int managementPort;
  private static ServiceProcess service;

  /** Another one in this process, which can say how many connections it has. */
  private static RunningService counted;

  @BeforeAll
  static void start() throws IOException {
    var installed = Stream.of(ReverseProxy.values()).filter(ReverseProxy::isInstalled).toList();
    assumeFalse(installed.isEmpty(), "no environment variable names a proxy");
    port = RunningProxy.freePort();
    managementPort = RunningProxy.freePort();
    service = startService();
    counted = RunningService.start(folder.resolve("counted"));
    var ada = "{\"id\":\"ada\",\"name\":\"Ada\",\"email\":\"ada@example.org\"}";
    assertEquals(201, service.post("/api/customers", ada).statusCode());
    for (var proxy : installed) {
      RUNNING.put(proxy, proxy.start(folder.resolve(proxy.name()), port, managementPort));
    }
  }

  private static ServiceProcess startService() {
    return ServiceProcess.start(
        folder.resolve("data"),
        "SERVER_PORT",
        String.valueOf(port),
        "WAYBILL_MANAGEMENT_PORT",
        String.valueOf(managementPort),
        "WAYBILL_ORIGIN",
        ORIGIN,
        "WAYBILL_PROXIES",
        "127.0.0.1",
        "WAYBILL_LIMITS_ADDRESS",
        "1",
        "WAYBILL_STREAM_PING",
        "PT0.5S",
        "WAYBILL_STREAM_DRAIN",
        "PT0.2S");
  }

  @AfterAll
  static void stop() {
    RUNNING.values().forEach(RunningProxy::close);
    if (service != null) {
      service.close();
      counted.close();
    }
  }

  /** A proxy that waits for more before it sends delays each change; a slow machine only some. */
  @ParameterizedTest
  @EnumSource
  void aChangeArrivesAtOnce(ReverseProxy proxy) throws IOException {
    try (var browser = browser(proxy, newAddress())) {
      var stream = follow(browser);
      try (var lines = lines(stream)) {
        awaitLine(lines, "event: ready");
        var fastest = Duration.ofSeconds(1);
        for (int i = 0; i < 10; i++) {
          var took = placeOrder(lines);
          assertTrue(took.toMillis() < 1000, took::toString);
          fastest = took.compareTo(fastest) < 0 ? took : fastest;
        }

        assertTrue(fastest.toMillis() < 100, fastest::toString);
      }
      var offered = proxy.speaksTls() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
      assertEquals(offered, stream.version());
      assertEquals("text/event-stream", stream.headers().firstValue("Content-Type").orElse(""));
    }
  }

  /** Returns how long after its acknowledgment the order is heard of. */
  private static Duration placeOrder(BufferedReader lines) throws IOException {
    var order =
        """
        {"customerId":"ada",
         "destination":{"city":"Leipzig","country":"DE","timeZone":"Europe/Berlin"},
         "lines":[{"sku":"LAMP-2","name":"Desk lamp","quantity":1}]}
        """;
    assertEquals(201, service.post("/api/orders", order).statusCode());
    long placed = System.nanoTime();
    awaitLine(lines, "event: order.placed");
    return Duration.ofNanos(System.nanoTime() - placed);
  }

  @ParameterizedTest
  @EnumSource
  void aClosedTabGivesItsPlaceBackWhileItsConnectionStaysOpen(ReverseProxy proxy)
      throws IOException {
    try (var browser = browser(proxy, newAddress())) {
      try (var lines = lines(follow(browser))) {
        awaitLine(lines, "event: ready");
      }

      awaitPlace(browser);
      assertEquals(200, browser.get("/clock").statusCode());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClosedBrowserGivesItsPlaceBack(ReverseProxy proxy) throws IOException {
    var address = newAddress();
    try (var browser = browser(proxy, address)) {
      awaitLine(lines(follow(browser)), "event: ready");
    }

    try (var another = browser(proxy, address)) {
      awaitPlace(another);
    }
  }

  /** An address has one place: it is free when the service has noticed that its client left. */
  private static void awaitPlace(ProxyBrowser browser) {
    long before = System.nanoTime();
    Await.until("there is a place", () -> follow(browser).statusCode() == 200);
    assertTrue(Duration.ofNanos(System.nanoTime() - before).toSeconds() < 10);
  }

  @ParameterizedTest
  @EnumSource
  void limitsCountBrowsersWhateverTheySayOfThemselves(ReverseProxy proxy) throws IOException {
    try (var browser = browser(proxy, newAddress());
        var neighbour = browser(proxy, newAddress());
        var lines = lines(follow(browser, "X-Forwarded-For", "203.0.113.1"))) {
      awaitLine(lines, "event: ready");

      assertEquals(429, follow(browser, "X-Forwarded-For", "203.0.113.2").statusCode());
      assertEquals(200, follow(neighbour, "X-Forwarded-For", "203.0.113.1").statusCode());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBrowserSignsInAndFollowsWithItsCookie(ReverseProxy proxy) throws IOException {
    var admin =
        "{\"username\":\"%s\",\"password\":\"%s\"}"
            .formatted(InitialAccounts.ADMIN, StaffTokens.PASSWORD);
    try (var browser = browser(proxy, newAddress())) {
      var signIn = browser.post("/api/session", admin, "Origin", ORIGIN);
      assertEquals(204, signIn.statusCode(), signIn::body);
      var cookie = signIn.headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0];

      try (var lines = lines(browser.follow(STREAM, "Cookie", cookie))) {
        awaitLine(lines, "event: ready");
      }
      assertTrue(cookie.startsWith("__Host-"), cookie);
    }
  }

  @ParameterizedTest
  @EnumSource
  void requestsShareConnections(ReverseProxy proxy) {
    proxy.assumeInstalled();
    var inFrontOfCounted = folder.resolve(proxy + "-counted");
    try (var running = proxy.start(inFrontOfCounted, counted.port(), managementPort);
        var browser = ProxyBrowser.at("127.0.0.1", running)) {
      assertEquals(200, browser.get("/clock").statusCode());
      int before = counted.waybill().server().connections();
      for (int i = 0; i < 30; i++) {
        assertEquals(200, browser.get("/clock").statusCode());
      }

      assertTrue(counted.waybill().server().connections() <= before + 4);
    }
  }

  /** A standard EventSource gives up for good at any status but 200. */
  @Test
  void clientsHearOfAStopAndAreAskedToComeBackWhileTheServiceIsAway() throws IOException {
    var browsers = new ArrayList<ProxyBrowser>();
    var streams = new ArrayList<BufferedReader>();
    for (var proxy : RUNNING.keySet()) {
      browsers.add(browser(proxy, newAddress()));
      streams.add(lines(follow(browsers.getLast())));
      awaitLine(streams.getLast(), "event: ready");
    }

    service.terminate();
    try {
      for (var stream : streams) {
        awaitLine(stream, "event: end");
      }
      service.awaitExit();
      browsers.forEach(ProxyIT::assertAway);
    } finally {
      service = startService();
    }

    for (var browser : browsers) {
      Await.until("the service is back", () -> isLive(browser));
      browser.close();
    }
  }

  private static void assertAway(ProxyBrowser browser) {
    assertAskedToComeBack(follow(browser));
    assertAskedToComeBack(browser.follow("/api/clock"));
    assertTrue(browser.get(STREAM, "Accept", "application/json").statusCode() > 500);
    assertTrue(browser.post(STREAM, "", "Accept", "text/event-stream").statusCode() > 500);
  }

  private static void assertAskedToComeBack(HttpResponse<InputStream> answer) {
    assertEquals(List.of("retry: 5000", ""), lines(answer).lines().toList());
    assertEquals("text/event-stream", answer.headers().firstValue("Content-Type").orElse(""));
    assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
  }

  private static boolean isLive(ProxyBrowser browser) {
    return lines(follow(browser)).lines().anyMatch("event: ready"::equals);
  }

  /** No request came from there, so it has a place. */
  private static String newAddress() {
    return "127.0.1." + ADDRESSES.incrementAndGet();
  }

  private static ProxyBrowser browser(ReverseProxy proxy, String address) {
    proxy.assumeInstalled();
    return ProxyBrowser.at(address, RUNNING.get(proxy));
  }

  private static HttpResponse<InputStream> follow(ProxyBrowser browser, String... headers) {
    var all =
        Stream.concat(Stream.of("Authorization", StaffTokens.bearer(port)), Stream.of(headers));
    return browser.follow(STREAM, all.toArray(String[]::new));
  }
}
