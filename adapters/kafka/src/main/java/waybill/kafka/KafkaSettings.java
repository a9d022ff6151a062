package waybill.kafka;

import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of Kafka's clients, from an address. */
final class KafkaSettings {
  private static final Pattern SERVERS = Pattern.compile("[^,]+:\\d+(,[^,]+:\\d+)*");

  /** No wait takes more than 2 s, and 4 MB at most wait to be sent. */
  private static final Map<String, Object> LIMITS =
      Map.ofEntries(
          Map.entry("request.timeout.ms", 1_500),
          Map.entry("default.api.timeout.ms", 2_000),
          Map.entry("delivery.timeout.ms", 2_000),
          Map.entry("max.block.ms", 2_000),
          Map.entry("buffer.memory", 4 * 1024 * 1024),
          // a message is sent at once, and one that is lost is found in the log
          Map.entry("linger.ms", 0),
          Map.entry("acks", "1"),
          Map.entry("enable.idempotence", false),
          Map.entry("allow.auto.create.topics", false),
          Map.entry("enable.metrics.push", false),
          Map.entry("metric.reporters", ""));

  private KafkaSettings() {}

  /**
   * Understands {@code kafka://user:password@host:port,host:port?name=value}, where the names are
   * those of Kafka's client settings. Both the account and the settings may be missing.
   *
   * @throws IllegalArgumentException if it is no such address
   */
  static Map<String, Object> of(String broker) {
    var uri = URI.create(broker);
    var authority = Optional.ofNullable(uri.getAuthority()).orElse("");
    int at = authority.lastIndexOf('@');
    var servers = authority.substring(at + 1);
    if (!"kafka".equals(uri.getScheme()) || !SERVERS.matcher(servers).matches()) {
      throw new IllegalArgumentException("no address of Kafka");
    }
    var settings = new HashMap<>(LIMITS);
    settings.put("bootstrap.servers", servers);
    if (at >= 0) {
      settings.put("security.protocol", "SASL_PLAINTEXT");
      settings.put("sasl.mechanism", "PLAIN");
    }
    Optional.ofNullable(uri.getQuery()).stream()
        .flatMap(query -> Arrays.stream(query.split("&", -1)))
        .map(setting -> setting.split("=", 2))
        .forEach(setting -> settings.put(setting[0], setting[setting.length - 1]));
    if (at >= 0) {
      settings.put("sasl.jaas.config", login(settings, authority.substring(0, at).split(":", 2)));
    }
    return valid(settings);
  }

  private static String login(Map<String, Object> settings, String[] account) {
    boolean isScram =
        settings.get("sasl.mechanism") instanceof String name && name.startsWith("SCRAM");
    return "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";"
        .formatted(
            isScram ? "scram.ScramLoginModule" : "plain.PlainLoginModule",
            quoted(account[0]),
            quoted(account[account.length - 1]));
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static Map<String, Object> valid(Map<String, Object> settings) {
    var serializer = ByteArraySerializer.class;
    try {
      var all = new HashMap<>(settings);
      all.put("key.serializer", serializer);
      all.put("value.serializer", serializer);
      new ProducerConfig(all);
      return Map.copyOf(settings);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
