package waybill;

import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import waybill.access.AccessSettings;
import waybill.access.AccessSettings.Issuer;
import waybill.access.AccessSettings.Lifetime;
import waybill.edge.RequestTimes;
import waybill.http.Proxies;
import waybill.stream.StreamSettings;

/**
 * The whole configuration, read and checked once, at the start.
 *
 * @param managementPort for health checks, on the loopback address only
 * @param data the folder of the H2 file
 * @param database empty: an H2 file in the data folder
 * @param demo whether the demo data is loaded
 * @param simulator whether demo orders move by themselves
 * @param assets the folder of the pages, read again with each request; empty: from the jar
 * @param adminPassword for the first account; empty: a random one
 * @param http how long a client may take to say something
 * @param proxies whose X-Forwarded-For is believed
 * @param tls empty: plain HTTP
 */
public record Settings(
    String host,
    int port,
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
    Optional<Tls> tls) {

  /** How many streams may be open. */
  public record Limits(int credential, int address, int node) {}

  /**
   * How browsers see the service.
   *
   * @param origin where they find it, if that is not where it listens
   * @param corsOrigins whose scripts may call the API
   */
  public record Web(Optional<URI> origin, Set<String> corsOrigins) {
    /** Whether browsers reach it over TLS only. */
    boolean secure() {
      return origin.map(uri -> uri.getScheme().equals("https")).orElse(false);
    }
  }

  /** A database outside this process. */
  public record Database(String url, String username, String password) {}

  /** PEM files: a certificate with those that vouch for it, and its PKCS #8 key. */
  public record Tls(Path certificate, Path key) {}

  /** Whether browsers reach it over TLS only. */
  boolean secure() {
    return tls.isPresent() || web.secure();
  }

  /** RFC 6454, section 6.2: scheme, host and port, nothing behind them. */
  private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.:\\[\\]-]+");

  private static final int MIN_PASSWORD_LENGTH = 8;

  /** The name of the file that WAYBILL_CONFIG gives appears among the keys too. */
  private static final String CONFIG_FILE = "waybill.config";

  /**
   * Reads application.yaml, the file named by WAYBILL_CONFIG, and the environment; the later wins.
   *
   * @throws BadSetting naming the key that is unknown or wrong
   */
  public static Settings read(Map<String, String> environment) {
    var builder =
        Config.builder().disableSystemPropertiesSource().disableEnvironmentVariablesSource();
    builder.addSource(ConfigSources.create(fromEnvironment(environment)));
    var file = Optional.ofNullable(environment.get("WAYBILL_CONFIG"));
    if (file.isPresent()) {
      if (!Files.isReadable(Path.of(file.get()))) {
        throw new BadSetting("WAYBILL_CONFIG names " + file.get() + ", which cannot be read");
      }
      builder.addSource(ConfigSources.file(file.get()));
    }
    return read(
        new SettingsReader(builder.addSource(ConfigSources.classpath("application.yaml")).build()));
  }

  /** SERVER_PORT becomes server.port: our keys have neither dashes nor capitals. */
  private static Map<String, String> fromEnvironment(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(e -> e.getKey().matches("(WAYBILL|SERVER|DB)_[A-Z_]+"))
        .collect(
            Collectors.toMap(
                e -> e.getKey().toLowerCase(Locale.ROOT).replace('_', '.'), Map.Entry::getValue));
  }

  /** Every key, in the order of the documentation. */
  static List<SettingsReader.Key> keys() {
    var reader = new SettingsReader(Config.empty());
    read(reader);
    return reader.keys();
  }

  private static Settings read(SettingsReader in) {
    var settings =
        new Settings(
            in.text(
                "server.host",
                "127.0.0.1",
                "address to listen on; one that others can reach needs TLS, here or in a proxy (`waybill.origin`)"),
            in.port("server.port", "8080", "port to listen on; 0 takes any free one"),
            in.port(
                "waybill.management.port",
                "8081",
                "loopback port of the health checks; 0 takes any free one"),
            in.value(
                "waybill.data",
                "data",
                "a path",
                "folder of the H2 database file; made if missing",
                Path::of),
            database(in),
            in.flag(
                "waybill.demo", "false", "load demo customers and orders into an empty database"),
            in.flag(
                "waybill.demo.simulator", "true", "in demo mode: let orders move by themselves"),
            in.value(
                "waybill.assets",
                "",
                "a path",
                "folder of the pages, read again with each request, for working on them; empty: from the jar",
                text -> text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text))),
            stream(in),
            limits(in),
            access(in),
            adminPassword(in),
            web(in),
            http(in),
            in.value(
                "waybill.proxies",
                "",
                "a list of addresses or ranges such as 10.0.0.0/8, with commas between them",
                "addresses of the proxies whose X-Forwarded-For is believed; empty: nobody's",
                Proxies::parse),
            tls(in));
    in.oneOf("waybill.bus", "in-process", "how nodes hear of each other's events", "in-process");
    in.refuseUnknown(CONFIG_FILE);
    settings.refuseReckless();
    return settings;
  }

  private static Optional<Database> database(SettingsReader in) {
    var url =
        in.text("db.url", "", "JDBC URL of the database; empty: an H2 file in `waybill.data`");
    var username = in.text("db.username", "sa", "database account");
    var password = in.text("db.password", "", "its password");
    return url.isEmpty() ? Optional.empty() : Optional.of(new Database(url, username, password));
  }

  private static StreamSettings stream(SettingsReader in) {
    return new StreamSettings(
        in.duration(
            "waybill.stream.ping",
            "PT15S",
            "longest silence on a stream before a ping; pages count on at most PT15S",
            Duration.ofSeconds(15)),
        in.duration(
            "waybill.stream.stall",
            "PT20S",
            "longest time one write may be stuck before the stream is cut"),
        in.duration(
            "waybill.stream.age",
            "PT30M",
            "longest life of a stream; its client comes back by itself"),
        in.duration(
            "waybill.stream.drain",
            "PT3S",
            "period over which a stopping service ends its streams"));
  }

  private static Limits limits(SettingsReader in) {
    return new Limits(
        in.count(
            "waybill.limits.credential",
            "20",
            "streams open by one session, token or link; 429 above"),
        in.count("waybill.limits.address", "1000", "streams open from one address; 429 above"),
        in.count("waybill.limits.node", "10000", "streams open on this node; 503 above"));
  }

  private static AccessSettings access(SettingsReader in) {
    return new AccessSettings(
        new Lifetime(
            in.duration(
                "waybill.session.staff.idle",
                "PT30M",
                "an unused session of staff ends after so long"),
            in.duration(
                "waybill.session.staff.life", "PT12H", "any session of staff ends after so long")),
        new Lifetime(
            in.duration(
                "waybill.session.customer.idle",
                "P14D",
                "an unused session of a customer ends after so long; an open page uses it"),
            in.duration(
                "waybill.session.customer.life",
                "P90D",
                "any session of a customer ends after so long")),
        in.duration("waybill.token.life", "PT1H", "life of a token for scripts"),
        issuer(in));
  }

  private static Optional<Issuer> issuer(SettingsReader in) {
    var name =
        in.text(
            "waybill.token.issuer",
            "",
            "an outside issuer whose tokens are believed (their `iss`)");
    var audience =
        in.text("waybill.token.audience", "waybill", "what its tokens must carry as `aud`");
    var keys =
        in.text("waybill.token.keys", "", "its JSON Web Key Set: a `file:` or `https:` address");
    if (name.isEmpty() != keys.isEmpty()) {
      throw new BadSetting(
          "waybill.token.issuer and waybill.token.keys: one without the other says nothing");
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (!keys.matches("(file|https):.*")) {
      throw new BadSetting("waybill.token.keys: must be a file: or https: address, not " + keys);
    }
    return Optional.of(new Issuer(name, audience, URI.create(keys)));
  }

  private static Optional<String> adminPassword(SettingsReader in) {
    var password =
        in.text(
            "waybill.admin.password",
            "",
            "password of the account `admin`, made at the first start; empty: a random one, printed once");
    var file = in.text("waybill.admin.password.file", "", "file with that password");
    if (!password.isEmpty() && !file.isEmpty()) {
      throw new BadSetting(
          "waybill.admin.password and waybill.admin.password.file: only one can be right");
    }
    var given = file.isEmpty() ? password : readPassword(file);
    if (!given.isEmpty() && given.length() < MIN_PASSWORD_LENGTH) {
      throw new BadSetting(
          "waybill.admin.password: must have " + MIN_PASSWORD_LENGTH + " characters at least");
    }
    return given.isEmpty() ? Optional.empty() : Optional.of(given);
  }

  private static String readPassword(String file) {
    try {
      var password = Files.readString(Path.of(file)).strip();
      if (password.isEmpty()) {
        throw new BadSetting("waybill.admin.password.file: " + file + " is empty");
      }
      return password;
    } catch (IOException e) {
      throw new BadSetting("waybill.admin.password.file: " + file + " cannot be read");
    }
  }

  private static Web web(SettingsReader in) {
    var origin =
        in.text(
            "waybill.origin",
            "",
            "where browsers find the service if a proxy in front of it speaks TLS, such as `https://track.example.com`");
    var cors =
        in.text(
            "waybill.cors.origins",
            "",
            "origins whose scripts may call the API with a token, with commas between them");
    return new Web(
        origin.isEmpty()
            ? Optional.empty()
            : Optional.of(URI.create(origin("waybill.origin", origin))),
        Arrays.stream(cors.split(","))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(text -> origin("waybill.cors.origins", text))
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static String origin(String key, String text) {
    if (!ORIGIN.matcher(text).matches()) {
      throw new BadSetting(
          key
              + ": must look like https://track.example.com, without a slash behind it, not "
              + text);
    }
    return text;
  }

  private static RequestTimes http(SettingsReader in) {
    return new RequestTimes(
        in.duration(
            "waybill.http.request",
            "PT10S",
            "longest time from the first byte of a request to the end of its headers"),
        in.duration(
            "waybill.http.body",
            "PT30S",
            "longest time for a request's body, and a second more for each 32 KiB that came"),
        in.duration(
            "waybill.http.idle", "PT60S", "longest wait for the next request of a connection"));
  }

  private static Optional<Tls> tls(SettingsReader in) {
    var certificate =
        in.text(
            "waybill.tls.certificate",
            "",
            "PEM file of the TLS certificate and those that vouch for it; empty: plain HTTP");
    var key =
        in.text("waybill.tls.key", "", "PEM file of its private key (PKCS #8, without a password)");
    if (certificate.isEmpty() && key.isEmpty()) {
      return Optional.empty();
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      var missing = certificate.isEmpty() ? "waybill.tls.certificate" : "waybill.tls.key";
      throw new BadSetting(missing + " is missing: TLS needs a certificate and its key");
    }
    return Optional.of(new Tls(Path.of(certificate), Path.of(key)));
  }

  /** A service that others can reach needs TLS and must not have the demo's passwords. */
  private void refuseReckless() {
    boolean reachable = !isLoopback(host) || web.origin().isPresent();
    if (reachable && demo) {
      throw new BadSetting(
          "waybill.demo: everybody knows the demo's passwords, so it listens on a loopback address"
              + " only, and not behind a proxy (waybill.origin)");
    }
    if (reachable && !secure()) {
      throw new BadSetting(
          "server.host: others can reach "
              + host
              + ", so passwords must not cross the network in the clear: set waybill.tls.certificate"
              + " and waybill.tls.key, or let a proxy in front speak TLS and name its address in"
              + " waybill.origin, such as https://track.example.com");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new BadSetting("server.host: " + host + " is no known address");
    }
  }

  /** A setting that stops the start; the message is for the person who set it. */
  public static final class BadSetting extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadSetting(String message) {
      super(message);
    }
  }
}
