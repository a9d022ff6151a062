package waybill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import waybill.access.AccessSettings;
import waybill.access.AccessSettings.Lifetime;
import waybill.access.InitialAccounts;
import waybill.bus.BusSettings;
import waybill.edge.RequestTimes;
import waybill.http.Proxies;
import waybill.log.TestDatabase;
import waybill.stream.StreamSettings;

/** The whole service in this process on a free port, with an HTTP client. */
final class RunningService implements AutoCloseable {
  static final StreamSettings STANDARD =
      new StreamSettings(Duration.ofSeconds(15), Duration.ofMinutes(30), Duration.ofMillis(200));

  static final Settings.Limits NO_LIMITS = new Settings.Limits(1_000_000, 1_000_000, 1_000_000);

  static final AccessSettings ACCESS =
      new AccessSettings(
          new Lifetime(Duration.ofMinutes(30), Duration.ofHours(12)),
          new Lifetime(Duration.ofDays(14), Duration.ofDays(90)),
          Duration.ofHours(1),
          Optional.empty());

  static final RequestTimes LONG_TIMEOUTS =
      new RequestTimes(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(20));

  static final Settings.Web NO_ORIGINS = new Settings.Web(Optional.empty(), Set.of());

  /** As a header's name: the request is sent without credentials. */
  static final String ANONYMOUS = "X-Nobody";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Waybill waybill;
  private final String scheme;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(SelfSigned.believed())
          .build();

  private RunningService(Waybill waybill, String scheme) {
    this.waybill = waybill;
    this.scheme = scheme;
  }

  /** Keeps its data in the folder; existing data is used again. */
  static RunningService start(Path data) {
    return start(data, STANDARD);
  }

  static RunningService start(Path data, StreamSettings stream) {
    return start(data, stream, NO_LIMITS);
  }

  static RunningService start(Path data, StreamSettings stream, Settings.Limits limits) {
    return start(data, stream, limits, 0);
  }

  /** Starts on the port of an earlier service. */
  static RunningService startAgain(Path data, int port) {
    return start(data, STANDARD, NO_LIMITS, port);
  }

  private static RunningService start(
      Path data, StreamSettings stream, Settings.Limits limits, int port) {
    return start(settings(data, port, false, stream, limits));
  }

  /** Starts with the given settings. */
  static RunningService start(Settings settings) {
    var scheme = settings.tls().isPresent() ? "https" : "http";
    var service = new RunningService(Main.start(settings), scheme);
    var staff = settings.demo() ? InitialAccounts.DEMO_STAFF : InitialAccounts.ADMIN;
    StaffTokens.fetch(service.uri("/"), staff, settings.demo() ? staff : StaffTokens.PASSWORD);
    return service;
  }

  /** Starts with other time limits for requests. */
  static RunningService start(Path data, RequestTimes http) {
    return start(data, NO_LIMITS, http, Proxies.parse(""), Optional.empty());
  }

  /** Starts with TLS; the client trusts the test certificate. */
  static RunningService start(Path data, RequestTimes http, Settings.Tls tls) {
    return start(data, NO_LIMITS, http, Proxies.parse(""), Optional.of(tls));
  }

  static RunningService start(
      Path data,
      Settings.Limits limits,
      RequestTimes http,
      Proxies proxies,
      Optional<Settings.Tls> tls) {
    var s = settings(data, 0, false, STANDARD, limits);
    return start(
        new Settings(
            s.host(),
            s.port(),
            s.managementHost(),
            s.managementPort(),
            s.data(),
            s.database(),
            s.demo(),
            s.simulator(),
            s.assets(),
            s.stream(),
            s.limits(),
            s.access(),
            s.adminPassword(),
            s.web(),
            http,
            proxies,
            tls,
            s.bus(),
            s.keep()));
  }

  /** On another database than the H2 file in its folder. */
  static RunningService start(Path data, Settings.Database database, BusSettings bus) {
    var s = settings(data, ACCESS, STANDARD, NO_LIMITS);
    return start(
        new Settings(
            s.host(),
            s.port(),
            s.managementHost(),
            s.managementPort(),
            s.data(),
            Optional.of(database),
            s.demo(),
            s.simulator(),
            s.assets(),
            s.stream(),
            s.limits(),
            s.access(),
            s.adminPassword(),
            s.web(),
            s.http(),
            s.proxies(),
            s.tls(),
            bus,
            s.keep()));
  }

  static Settings settings(
      Path data, AccessSettings access, StreamSettings stream, Settings.Limits limits) {
    return settings(data, 0, false, access, stream, limits);
  }

  private static Settings settings(
      Path data, int port, boolean demo, StreamSettings stream, Settings.Limits limits) {
    return settings(data, port, demo, ACCESS, stream, limits);
  }

  static Settings settings(
      Path data,
      int port,
      boolean demo,
      AccessSettings access,
      StreamSettings stream,
      Settings.Limits limits) {
    return settings(
        data, port, demo, access, stream, limits, Optional.of(StaffTokens.PASSWORD), NO_ORIGINS);
  }

  /** The default settings with another first password and other web settings. */
  static Settings settings(Path data, Optional<String> password, Settings.Web web) {
    return settings(data, 0, false, ACCESS, STANDARD, NO_LIMITS, password, web);
  }

  private static Settings settings(
      Path data,
      int port,
      boolean demo,
      AccessSettings access,
      StreamSettings stream,
      Settings.Limits limits,
      Optional<String> password,
      Settings.Web web) {
    return new Settings(
        "127.0.0.1",
        port,
        "127.0.0.1",
        0,
        data,
        TestDatabase.IS_POSTGRESQL
            ? Optional.of(
                new Settings.Database(TestDatabase.url(data), TestDatabase.username(), ""))
            : Optional.empty(),
        demo,
        demo,
        Optional.empty(),
        stream,
        limits,
        access,
        password,
        web,
        LONG_TIMEOUTS,
        Proxies.parse(""),
        Optional.empty(),
        BusSettings.inProcess(),
        Duration.ZERO);
  }

  /** Starts with demo data and the simulator. */
  static RunningService demo(Path data) {
    return start(settings(data, 0, true, STANDARD, NO_LIMITS));
  }

  Waybill waybill() {
    return waybill;
  }

  int port() {
    return waybill.server().port();
  }

  URI uri(String path) {
    return URI.create(scheme + "://127.0.0.1:" + port() + path);
  }

  /**
   * Headers are given as name, value, name, value, ... Without Authorization, Cookie or {@link
   * #ANONYMOUS} among them the request has a staff token.
   */
  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  HttpResponse<String> post(String path, String json, String... headers) {
    return send("POST", path, json, headers);
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    var request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30));
    request.method(
        method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.setHeader("Content-Type", "application/json");
    }
    if (Collections.disjoint(List.of(headers), List.of("Authorization", "Cookie", ANONYMOUS))) {
      request.setHeader("Authorization", StaffTokens.bearer(port()));
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return OpenApi.checked(body, send(request.build()));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Registers a customer and returns its id. */
  String customer(String id) {
    var body =
        "{\"id\":\"%s\",\"name\":\"Customer %s\",\"email\":\"%s@example.org\"}"
            .formatted(id, id, id);
    return created(post("/api/customers", body)).get("id").textValue();
  }

  /** Places an order for one customer: two lamps, one cable. Returns its id. */
  String order(String customer) {
    return created(
            post(
                "/api/orders",
                """
                {"customerId":"%s",
                 "destination":{"city":"Leipzig","country":"DE","timeZone":"Europe/Berlin"},
                 "lines":[{"sku":"LAMP-2","name":"Desk lamp","quantity":2},
                          {"sku":"CABLE-1","name":"Cable","quantity":1}]}
                """
                    .formatted(customer)))
        .get("id")
        .textValue();
  }

  /** The answer of the health checks, whatever its status. */
  String readiness() {
    return health("ready").body();
  }

  /** The status by which the health checks say whether the process lives. */
  int live() {
    return health("live").statusCode();
  }

  private HttpResponse<String> health(String check) {
    var port = waybill.server().managementPort();
    var uri = URI.create("http://127.0.0.1:" + port + "/observe/health/" + check);
    return send(HttpRequest.newBuilder(uri).build());
  }

  /** The epoch, with which every cursor of this service begins. */
  String epoch() {
    return waybill.database().epoch().word();
  }

  /** Appends an event that must be accepted and returns it. */
  JsonNode append(String order, String event) {
    return created(post("/api/orders/" + order + "/events", event));
  }

  private static JsonNode created(HttpResponse<String> response) {
    if (response.statusCode() != 201) {
      throw new AssertionError(response.statusCode() + ": " + response.body());
    }
    return json(response);
  }

  @Override
  public void close() {
    client.close();
    waybill.close();
  }
}
