package waybill;

import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import waybill.access.AccessSettings;
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

  /** A database that somebody else runs. */
  public record Database(String url, String username, String password) {}

  /** PEM files: a certificate with those that vouch for it, and its PKCS #8 key. */
  public record Tls(Path certificate, Path key) {}

  /** Whether browsers reach it over TLS only. */
  boolean secure() {
    return tls.isPresent() || web.secure();
  }

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
    return read(builder.addSource(ConfigSources.classpath("application.yaml")).build());
  }

  /** SERVER_PORT becomes server.port: our keys have neither dashes nor capitals. */
  private static Map<String, String> fromEnvironment(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(e -> e.getKey().matches("(WAYBILL|SERVER|DB)_[A-Z_]+"))
        .collect(
            Collectors.toMap(
                e -> e.getKey().toLowerCase(Locale.ROOT).replace('_', '.'), Map.Entry::getValue));
  }

  private static Settings read(Config config) {
    refuseUnknown(config);
    var url = Keys.DB_URL.read(config);
    var host = Keys.HOST.read(config);
    var web = new Web(AccessKeys.origin(config), AccessKeys.corsOrigins(config));
    boolean demo = Keys.DEMO.read(config);
    var tls = tls(Keys.TLS_CERTIFICATE.read(config), Keys.TLS_KEY.read(config));
    refuseReckless(host, web, demo, tls.isPresent());
    Keys.BUS.read(config);
    return new Settings(
        host,
        Keys.PORT.read(config),
        Keys.MANAGEMENT_PORT.read(config),
        Keys.DATA.read(config),
        url.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Database(url, Keys.DB_USERNAME.read(config), Keys.DB_PASSWORD.read(config))),
        demo,
        Keys.SIMULATOR.read(config),
        new StreamSettings(
            Keys.PING.read(config),
            Keys.STALL.read(config),
            Keys.AGE.read(config),
            Keys.DRAIN.read(config)),
        new Limits(
            Keys.LIMIT_CREDENTIAL.read(config),
            Keys.LIMIT_ADDRESS.read(config),
            Keys.LIMIT_NODE.read(config)),
        AccessKeys.access(config),
        AccessKeys.adminPassword(config),
        web,
        new RequestTimes(
            Keys.HTTP_REQUEST.read(config),
            Keys.HTTP_BODY.read(config),
            Keys.HTTP_IDLE.read(config)),
        Keys.PROXIES.read(config),
        tls);
  }

  private static Optional<Tls> tls(String certificate, String key) {
    if (certificate.isEmpty() && key.isEmpty()) {
      return Optional.empty();
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      var missing = certificate.isEmpty() ? Keys.TLS_CERTIFICATE : Keys.TLS_KEY;
      throw new BadSetting(missing.name() + " is missing: TLS needs a certificate and its key");
    }
    return Optional.of(new Tls(Path.of(certificate), Path.of(key)));
  }

  private static void refuseUnknown(Config config) {
    Set<String> known =
        Keys.ALL.stream().map(SettingKey::name).collect(Collectors.toCollection(TreeSet::new));
    config
        .traverse()
        .filter(node -> node.isLeaf() && node.key().toString().startsWith("waybill."))
        .map(node -> node.key().toString())
        .filter(name -> !known.contains(name) && !name.equals(CONFIG_FILE))
        .findFirst()
        .ifPresent(name -> {
          throw new BadSetting(
              "there is no setting " + name + "; docs/configuration.md lists them all");
        });
  }

  /** What others can reach is spoken to over TLS, and has no passwords that everybody knows. */
  private static void refuseReckless(String host, Web web, boolean demo, boolean tls) {
    boolean reachable = !isLoopback(host) || web.origin().isPresent();
    if (reachable && demo) {
      throw new BadSetting(
          "waybill.demo: everybody knows the demo's passwords, so it listens on a loopback address"
              + " only, and not behind a proxy (waybill.origin)");
    }
    if (reachable && !tls && !web.secure()) {
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

  /** A setting that stops the start; the message is for whoever made it. */
  public static final class BadSetting extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadSetting(String message) {
      super(message);
    }
  }
}
