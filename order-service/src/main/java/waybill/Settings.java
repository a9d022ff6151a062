package waybill;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import waybill.access.AccessSettings;
import waybill.access.AccessSettings.Issuer;
import waybill.access.AccessSettings.Lifetime;
import waybill.access.Passwords;
import waybill.bus.BusSettings;
import waybill.edge.RequestTimes;
import waybill.http.Proxies;
import waybill.stream.StreamSettings;

/**
 * The whole configuration, read and checked once, at the start. What each part means, also when it
 * is empty, stands in the table of all keys in {@link SettingsReader}.
 */
public record Settings(
    String host,
    int port,
    String managementHost,
    int managementPort,
    Path data,
    Optional<Database> database,
    boolean demo,
    boolean simulator,
    Optional<Path> assets,
    StreamSettings stream,
    Limits limits,
    AccessSettings access,
    Optional<String> adminPassword,
    Web web,
    RequestTimes http,
    Proxies proxies,
    Optional<Tls> tls,
    BusSettings bus,
    Duration keep) {

  /** With a bus between nodes: an event that it loses without a sign is so late. */
  private static final Duration SWEEP_PERIOD = Duration.ofSeconds(5);

  /** How many streams may be open. */
  public record Limits(int credential, int address, int node) {}

  /** Where browsers find the service, and whose scripts may call its API (RFC 6454 origins). */
  public record Web(Optional<URI> origin, Set<String> corsOrigins) {}

  /** A database outside this process. */
  public record Database(String url, String username, String password) {}

  /** PEM files: a certificate with those of its issuers, and its PKCS #8 key. */
  public record Tls(Path certificate, Path key) {}

  /** A setting that stops the start; the message is for the person who set it. */
  public static final class BadSetting extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadSetting(String message) {
      super(message);
    }
  }

  /**
   * Reads application.yaml, the file named by WAYBILL_CONFIG, and the environment; the later wins.
   *
   * @throws BadSetting naming the key that is unknown or wrong
   */
  public static Settings read(Map<String, String> environment) {
    var reader = SettingsReader.of(environment);
    var settings = read(reader);
    reader.refuseUnknown();
    settings.refuseReckless();
    return settings;
  }

  static Settings read(SettingsReader in) {
    return new Settings(
        in.text("server.host"),
        in.number("server.port"),
        in.text("waybill.management.host"),
        in.number("waybill.management.port"),
        data(in),
        database(in),
        in.flag("waybill.demo"),
        in.flag("waybill.demo.simulator"),
        Optional.of(in.value("waybill.assets", Path.class))
            .filter(path -> !path.toString().isEmpty()),
        new StreamSettings(
            in.duration("waybill.stream.ping"),
            in.duration("waybill.stream.age"),
            in.duration("waybill.stream.drain")),
        new Limits(
            in.number("waybill.limits.credential"),
            in.number("waybill.limits.address"),
            in.number("waybill.limits.node")),
        access(in),
        adminPassword(in),
        new Web(
            in.optional("waybill.origin").map(text -> URI.create(origin("waybill.origin", text))),
            origins(in)),
        new RequestTimes(
            in.duration("waybill.http.request"),
            in.duration("waybill.http.body"),
            in.duration("waybill.http.idle"),
            in.duration("waybill.stream.stall")),
        in.value("waybill.proxies", Proxies.class),
        tls(in),
        bus(in),
        in.duration("waybill.log.keep"));
  }

  /** The path becomes part of H2's URL, where these two mean something else. */
  private static Path data(SettingsReader in) {
    var folder = in.value("waybill.data", Path.class);
    var path = folder.toAbsolutePath().toString().replace(File.separatorChar, '/');
    require(
        !path.contains(";") && !path.contains("\\"),
        "waybill.data: the path must have no semicolon and no backslash: " + path);
    return folder;
  }

  private static Optional<Database> database(SettingsReader in) {
    var username = in.text("db.username");
    var password = in.text("db.password");
    return in.optional("db.url").map(url -> new Database(url, username, password));
  }

  private static BusSettings bus(SettingsReader in) {
    var name = in.text("waybill.bus");
    var broker = in.text("waybill.broker");
    var url = in.text("db.url");
    boolean isPostgres = name.equals("postgres");
    require(
        !isPostgres || url.startsWith("jdbc:postgresql:"),
        "waybill.bus: postgres needs a database on PostgreSQL, which db.url names");
    var bus = new BusSettings(name, broker, url, in.text("db.username"), in.text("db.password"));
    require(
        broker.isEmpty() == (isPostgres || bus.isInProcess()),
        "waybill.broker: needed by an adapter such as redis, and only there");
    require(bus.isBrokerUnderstood(), "waybill.broker: no address of a server");
    return bus;
  }

  private static AccessSettings access(SettingsReader in) {
    return new AccessSettings(
        new Lifetime(
            in.duration("waybill.session.staff.idle"), in.duration("waybill.session.staff.life")),
        new Lifetime(
            in.duration("waybill.session.customer.idle"),
            in.duration("waybill.session.customer.life")),
        in.duration("waybill.token.life"),
        issuer(in));
  }

  private static Optional<Issuer> issuer(SettingsReader in) {
    var name = in.text("waybill.token.issuer");
    var audience = in.text("waybill.token.audience");
    var keys = in.text("waybill.token.keys");
    require(
        name.isEmpty() == keys.isEmpty(),
        "waybill.token.issuer and waybill.token.keys: one without the other says nothing");
    require(
        keys.isEmpty() || keys.matches("(file|https):.*"),
        "waybill.token.keys: must be a file: or https: address, not " + keys);
    return in.optional("waybill.token.issuer")
        .map(issuer -> new Issuer(issuer, audience, URI.create(keys)));
  }

  private static Optional<String> adminPassword(SettingsReader in) {
    var direct = in.optional("waybill.admin.password");
    var file = in.optional("waybill.admin.password.file");
    require(
        direct.isEmpty() || file.isEmpty(),
        "waybill.admin.password and waybill.admin.password.file: only one can be right");
    var password = file.map(Settings::readPassword).or(() -> direct);
    require(
        password.stream().allMatch(text -> Passwords.acceptable(text).isPresent()),
        "waybill.admin.password: " + Passwords.RULE);
    return password;
  }

  private static String readPassword(String file) {
    try {
      var password = Files.readString(Path.of(file)).strip();
      require(!password.isEmpty(), "waybill.admin.password.file: " + file + " is empty");
      return password;
    } catch (IOException e) {
      throw new BadSetting("waybill.admin.password.file: " + file + " cannot be read");
    }
  }

  private static Set<String> origins(SettingsReader in) {
    return Arrays.stream(in.text("waybill.cors.origins").split(","))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(text -> origin("waybill.cors.origins", text))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String origin(String key, String text) {
    require(
        text.matches("https?://[a-z0-9.:\\[\\]-]+"),
        key + ": must look like https://track.example.com, without a slash behind it, not " + text);
    return text;
  }

  private static Optional<Tls> tls(SettingsReader in) {
    var certificate = in.optional("waybill.tls.certificate");
    var key = in.optional("waybill.tls.key");
    if (certificate.isPresent() != key.isPresent()) {
      var missing = certificate.isEmpty() ? "waybill.tls.certificate" : "waybill.tls.key";
      throw new BadSetting(missing + " is missing: TLS needs a certificate and its key");
    }
    return certificate.map(file -> new Tls(Path.of(file), Path.of(key.orElseThrow())));
  }

  /** How often the log is compared with the streams while the bus is well. */
  Duration sweepPeriod() {
    return bus.isInProcess() ? stream.ping() : SWEEP_PERIOD;
  }

  /**
   * The folder of the H2 file.
   *
   * @throws BadSetting if the data are in another database
   */
  Path dataOfH2() {
    require(
        database.isEmpty(),
        "db.url: backup and restore are for an H2 file in waybill.data; use the tools of that"
            + " database, such as pg_dump and pg_restore");
    return data;
  }

  /** Whether browsers reach the service over TLS only. */
  boolean secure() {
    return tls.isPresent()
        || web.origin().filter(uri -> uri.getScheme().equals("https")).isPresent();
  }

  /** A service that others can reach needs TLS and must not have the demo's passwords. */
  private void refuseReckless() {
    boolean reachable = !isLoopback(host) || web.origin().isPresent();
    require(
        !reachable || !demo,
        "waybill.demo: everybody knows the demo's passwords, so it listens on a loopback address"
            + " only, and not behind a proxy (waybill.origin)");
    require(
        !reachable || secure(),
        "server.host: others can reach "
            + host
            + ", so passwords must not cross the network in the clear: set waybill.tls.certificate"
            + " and waybill.tls.key, or let a proxy in front speak TLS and name its address in"
            + " waybill.origin, such as https://track.example.com");
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new BadSetting("server.host: " + host + " is no known address");
    }
  }

  private static void require(boolean valid, String message) {
    if (!valid) {
      throw new BadSetting(message);
    }
  }
}
