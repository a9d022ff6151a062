package waybill;

import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import waybill.Settings.BadSetting;
import waybill.bus.BusSettings;
import waybill.http.Proxies;

/** Reads typed values of the keys in {@link #TABLE}, which are all keys that there are. */
final class SettingsReader {
  /** A key a line: name, default, kind and meaning, as {@code docs/configuration.md} has them. */
  private static final String TABLE =
      """
      server.host                   | 127.0.0.1  | TEXT      | address to listen on; a public one needs TLS or `waybill.origin`
      server.port                   | 8080       | PORT      | port to listen on; 0 takes any free one
      waybill.management.host       | 127.0.0.1  | TEXT      | address of the health checks; only for a network that is not public
      waybill.management.port       | 8081       | PORT      | port of the health checks; 0 takes any free one
      waybill.data                  | data       | PATH      | folder of the H2 database file; made if missing
      db.url                        |            | TEXT      | JDBC URL of the database; empty: an H2 file in `waybill.data`
      db.username                   | sa         | TEXT      | database account
      db.password                   |            | TEXT      | its password
      waybill.demo                  | false      | FLAG      | load demo customers and orders into an empty database
      waybill.demo.simulator        | true       | FLAG      | in demo mode: let orders move by themselves
      waybill.assets                |            | PATH      | folder of the pages, read with each request; empty: in the jar
      waybill.stream.ping           | PT15S      | PING      | longest silence on a stream before a ping
      waybill.stream.stall          | PT20S      | STALL     | longest time without progress of a body or an answer; cut above
      waybill.stream.age            | PT30M      | AGE       | longest life of a stream; its client reconnects by itself
      waybill.stream.drain          | PT3S       | DRAIN     | period over which a stopping service ends its streams
      waybill.limits.credential     | 20         | COUNT     | streams open by one session, token or link; 429 above
      waybill.limits.address        | 1000       | COUNT     | streams open from one address; 429 above
      waybill.limits.node           | 10000      | COUNT     | streams open on this node; 503 above
      waybill.session.staff.idle    | PT30M      | DURATION  | longest life of a session of staff without use
      waybill.session.staff.life    | PT12H      | DURATION  | longest life of a session of staff
      waybill.session.customer.idle | P14D       | DURATION  | longest life of a session of a customer without use
      waybill.session.customer.life | P90D       | DURATION  | longest life of a session of a customer
      waybill.token.life            | PT1H       | DURATION  | life of a token for scripts
      waybill.token.issuer          |            | TEXT      | an outside issuer whose tokens are trusted (their `iss`)
      waybill.token.audience        | waybill    | TEXT      | what its tokens must carry as `aud`
      waybill.token.keys            |            | TEXT      | its JSON Web Key Set: a `file:` or `https:` address
      waybill.admin.password        |            | TEXT      | first password of `admin`; empty: a random one, printed once
      waybill.admin.password.file   |            | TEXT      | file with that password
      waybill.origin                |            | TEXT      | where browsers find the service behind a proxy that speaks TLS
      waybill.cors.origins          |            | TEXT      | origins whose scripts may call the API, with commas between
      waybill.http.request          | PT10S      | DURATION  | longest time for the head of a request
      waybill.http.body             | PT30S      | DURATION  | longest time for a body, and 1 s more for each 32 KiB received
      waybill.http.idle             | PT60S      | DURATION  | longest wait for the next request of a connection
      waybill.proxies               |            | ADDRESSES | proxies whose X-Forwarded-For or Forwarded is trusted
      waybill.tls.certificate       |            | TEXT      | PEM file: the certificate, then its issuers; empty: plain HTTP
      waybill.tls.key               |            | TEXT      | PEM file: its private key (PKCS #8, without a password)
      waybill.log.keep              | PT0S       | KEEP      | how long the log keeps an event; PT0S: for ever
      waybill.bus                   | in-process | BUS       | how nodes hear of each other's events
      waybill.broker                |            | TEXT      | address of the bus's server if it is not the database, such as `redis://host:6379`
      """;

  private static final String DURATION_FROM = "an ISO 8601 duration from ";

  /** What a value must be. */
  enum Kind {
    TEXT("text"),
    PATH("a path"),
    FLAG("true or false"),
    PORT("a port from 0 to 65535"),
    COUNT("a whole number from 1 to 1000000"),
    DURATION("an ISO 8601 duration such as PT10S, longer than nothing and at most PT8760H"),
    PING(DURATION_FROM + "PT0.1S to PT15S"),
    STALL(DURATION_FROM + "PT1S to PT10M"),
    AGE(DURATION_FROM + "PT1S to PT24H"),
    DRAIN(DURATION_FROM + "PT0S to PT5M"),
    KEEP(DURATION_FROM + "P2D to P3650D, or PT0S"),
    ADDRESSES("a list of addresses or ranges such as 10.0.0.0/8, with commas between them"),
    BUS("in-process, postgres, or the name of an adapter on the class path, such as redis");

    final String description;

    Kind(String description) {
      this.description = description;
    }

    /** Returns nothing or throws if the text is not of this kind. */
    private Optional<?> parse(String text) {
      return switch (this) {
        case TEXT -> Optional.of(text);
        case PATH -> Optional.of(Path.of(text));
        case FLAG -> Optional.ofNullable(Map.of("true", true, "false", false).get(text));
        case PORT -> number(text, 0, 65535);
        case COUNT -> number(text, 1, 1_000_000);
        case DURATION -> duration(text, Duration.ofNanos(1), Duration.ofDays(365));
        case PING -> duration(text, Duration.ofMillis(100), Duration.ofSeconds(15));
        case STALL -> duration(text, Duration.ofSeconds(1), Duration.ofMinutes(10));
        case AGE -> duration(text, Duration.ofSeconds(1), Duration.ofDays(1));
        case DRAIN -> duration(text, Duration.ZERO, Duration.ofMinutes(5));
        case KEEP -> keep(text);
        case ADDRESSES -> Optional.of(Proxies.parse(text));
        case BUS -> Optional.of(text).filter(BusSettings::isKnown);
      };
    }

    private static Optional<Integer> number(String text, int min, int max) {
      return Optional.of(Integer.valueOf(text)).filter(n -> n >= min && n <= max);
    }

    /** At least as long as an idempotency key, which is answered from the log. */
    private static Optional<Duration> keep(String text) {
      return text.equals("PT0S")
          ? Optional.of(Duration.ZERO)
          : duration(text, Duration.ofDays(2), Duration.ofDays(3650));
    }

    private static Optional<Duration> duration(String text, Duration min, Duration max) {
      return Optional.of(Duration.parse(text))
          .filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0);
    }
  }

  /** One line of the table. */
  record Key(String name, String standard, Kind kind, String meaning) {
    private static Key parse(String line) {
      var cells = line.split("\\|", 4);
      return new Key(
          cells[0].strip(), cells[1].strip(), Kind.valueOf(cells[2].strip()), cells[3].strip());
    }
  }

  static final Map<String, Key> KEYS =
      TABLE
          .lines()
          .map(Key::parse)
          .collect(Collectors.toMap(Key::name, key -> key, (_, b) -> b, LinkedHashMap::new));

  private final Config config;

  /** The keys that were not asked for yet. */
  final Set<String> unread = new LinkedHashSet<>(KEYS.keySet());

  SettingsReader(Config config) {
    this.config = config;
  }

  /** The environment wins over the file named by WAYBILL_CONFIG, and that over application.yaml. */
  static SettingsReader of(Map<String, String> environment) {
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
    return new SettingsReader(
        builder.addSource(ConfigSources.classpath("application.yaml")).build());
  }

  /**
   * SERVER_PORT becomes server.port: the keys have neither dashes nor capitals. Kubernetes sets
   * names like ours for each Service, such as WAYBILL_PORT=tcp://10.0.0.1:80: no setting looks so.
   */
  private static Map<String, String> fromEnvironment(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(e -> e.getKey().matches("(WAYBILL|SERVER|DB)_[A-Z_]+"))
        .filter(e -> !e.getKey().matches(".*_SERVICE_(HOST|PORT(_[A-Z_]+)?)"))
        .filter(e -> !e.getValue().matches("(tcp|udp|sctp)://.*"))
        .collect(
            Collectors.toMap(
                e -> e.getKey().toLowerCase(Locale.ROOT).replace('_', '.'), Map.Entry::getValue));
  }

  String text(String name) {
    return value(name, String.class);
  }

  /** A text, or empty where the value is the empty text. */
  Optional<String> optional(String name) {
    return Optional.of(text(name)).filter(text -> !text.isEmpty());
  }

  Duration duration(String name) {
    return value(name, Duration.class);
  }

  int number(String name) {
    return value(name, Integer.class);
  }

  boolean flag(String name) {
    return value(name, Boolean.class);
  }

  /**
   * Reads the value of a key.
   *
   * @param type what the key's kind is parsed to
   * @throws BadSetting if the value is not of the key's kind
   */
  <T> T value(String name, Class<T> type) {
    var key = Optional.ofNullable(KEYS.get(name)).orElseThrow();
    unread.remove(name);
    var text = config.get(name).asString().orElse(key.standard());
    try {
      return key.kind().parse(text).map(type::cast).orElseThrow();
    } catch (IllegalArgumentException | DateTimeParseException | NoSuchElementException e) {
      throw new BadSetting("%s: '%s' is not %s".formatted(name, text, key.kind().description));
    }
  }

  /** Refuses a key below {@code waybill} that is not in the table: it is probably a typo. */
  void refuseUnknown() {
    config
        .traverse()
        .filter(node -> node.isLeaf() && node.key().toString().startsWith("waybill."))
        .map(node -> node.key().toString())
        // the environment variable that names the file appears among the keys too
        .filter(name -> !KEYS.containsKey(name) && !name.equals("waybill.config"))
        .findFirst()
        .ifPresent(name -> {
          throw new BadSetting(
              "there is no setting " + name + "; docs/configuration.md lists them all");
        });
  }
}
