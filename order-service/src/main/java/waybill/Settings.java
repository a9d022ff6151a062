package waybill;

import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import waybill.stream.StreamSettings;

/**
 * The whole configuration, read and checked once, at the start.
 *
 * @param managementPort for health checks, on the loopback address only
 * @param data the folder of the H2 file
 * @param database empty: an H2 file in the data folder
 * @param demo whether the demo data is loaded
 * @param simulator whether demo orders move by themselves
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
    Limits limits) {

  /** How many streams may be open. */
  public record Limits(int address, int node) {}

  /** A database that somebody else runs. */
  public record Database(String url, String username, String password) {}

  static final SettingKey<String> HOST =
      SettingKey.text(
          "server.host",
          "127.0.0.1",
          "address to listen on; loopback only until there is access control");
  static final SettingKey<Integer> PORT =
      SettingKey.port("server.port", "8080", "port to listen on; 0 takes any free one");
  static final SettingKey<Integer> MANAGEMENT_PORT =
      SettingKey.port(
          "waybill.management.port",
          "8081",
          "loopback port of the health checks; 0 takes any free one");
  static final SettingKey<Path> DATA =
      SettingKey.path("waybill.data", "data", "folder of the H2 database file; made if missing");
  static final SettingKey<String> DB_URL =
      SettingKey.text(
          "db.url", "", "JDBC URL of the database; empty: an H2 file in `waybill.data`");
  static final SettingKey<String> DB_USERNAME =
      SettingKey.text("db.username", "sa", "database account");
  static final SettingKey<String> DB_PASSWORD = SettingKey.text("db.password", "", "its password");
  static final SettingKey<String> BUS =
      SettingKey.oneOf(
          "waybill.bus", "in-process", "how nodes hear of each other's events", "in-process");
  static final SettingKey<Boolean> DEMO =
      SettingKey.flag(
          "waybill.demo", "false", "load demo customers and orders into an empty database");
  static final SettingKey<Boolean> SIMULATOR =
      SettingKey.flag(
          "waybill.demo.simulator", "true", "in demo mode: let orders move by themselves");
  static final SettingKey<Duration> PING =
      SettingKey.duration(
          "waybill.stream.ping",
          "PT15S",
          "longest silence on a stream before a ping; pages count on at most PT15S",
          Duration.ofSeconds(15));
  static final SettingKey<Duration> STALL =
      SettingKey.duration(
          "waybill.stream.stall",
          "PT20S",
          "longest time one write may be stuck before the stream is cut");
  static final SettingKey<Duration> AGE =
      SettingKey.duration(
          "waybill.stream.age",
          "PT30M",
          "longest life of a stream; its client comes back by itself");
  static final SettingKey<Duration> DRAIN =
      SettingKey.duration(
          "waybill.stream.drain", "PT3S", "period over which a stopping service ends its streams");

  static final SettingKey<Integer> LIMIT_ADDRESS =
      SettingKey.count(
          "waybill.limits.address", "1000", "streams open from one address; 429 above");
  static final SettingKey<Integer> LIMIT_NODE =
      SettingKey.count("waybill.limits.node", "10000", "streams open on this node; 503 above");

  static final List<SettingKey<?>> KEYS =
      List.of(
          HOST,
          PORT,
          MANAGEMENT_PORT,
          DATA,
          DB_URL,
          DB_USERNAME,
          DB_PASSWORD,
          BUS,
          DEMO,
          SIMULATOR,
          PING,
          STALL,
          AGE,
          DRAIN,
          LIMIT_ADDRESS,
          LIMIT_NODE);

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
    var url = DB_URL.read(config);
    BUS.read(config);
    return new Settings(
        loopback(HOST.read(config)),
        PORT.read(config),
        MANAGEMENT_PORT.read(config),
        DATA.read(config),
        url.isEmpty()
            ? Optional.empty()
            : Optional.of(new Database(url, DB_USERNAME.read(config), DB_PASSWORD.read(config))),
        DEMO.read(config),
        SIMULATOR.read(config),
        new StreamSettings(
            PING.read(config), STALL.read(config), AGE.read(config), DRAIN.read(config)),
        new Limits(LIMIT_ADDRESS.read(config), LIMIT_NODE.read(config)));
  }

  private static void refuseUnknown(Config config) {
    Set<String> known =
        KEYS.stream().map(SettingKey::name).collect(Collectors.toCollection(TreeSet::new));
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

  private static String loopback(String host) {
    try {
      if (InetAddress.getByName(host).isLoopbackAddress()) {
        return host;
      }
    } catch (UnknownHostException e) {
      throw new BadSetting("server.host: " + host + " is no known address");
    }
    throw new BadSetting(
        "server.host: only a loopback address is possible until there is access control, not "
            + host);
  }

  /** A setting that stops the start; the message is for whoever made it. */
  public static final class BadSetting extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadSetting(String message) {
      super(message);
    }
  }
}
