package waybill;

import io.helidon.config.Config;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import waybill.Settings.BadSetting;

/** Reads typed values from the configuration and remembers every key that it was asked for. */
final class SettingsReader {
  private static final Duration YEAR = Duration.ofDays(365);

  /** One key, as {@code docs/configuration.md} describes it. */
  record Key(String name, String standard, String kind, String meaning) {}

  private final Config config;
  private final List<Key> keys = new ArrayList<>();

  SettingsReader(Config config) {
    this.config = config;
  }

  /** The keys that were read, in this order. */
  List<Key> keys() {
    return List.copyOf(keys);
  }

  /**
   * Reads one key.
   *
   * @param standard the value of a key that is not set
   * @param kind what the value must be, for the message and the documentation
   * @param parser throws IllegalArgumentException or DateTimeParseException for any other text
   */
  <T> T value(
      String name, String standard, String kind, String meaning, Function<String, T> parser) {
    keys.add(new Key(name, standard, kind, meaning));
    var text = config.get(name).asString().orElse(standard);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new BadSetting("%s: '%s' is not %s".formatted(name, text, kind));
    }
  }

  String text(String name, String standard, String meaning) {
    return value(name, standard, "text", meaning, text -> text);
  }

  int port(String name, String standard, String meaning) {
    return integer(name, standard, "a port from 0 to 65535", meaning, 0, 65535);
  }

  int count(String name, String standard, String meaning) {
    return integer(name, standard, "a whole number from 1 to 1000000", meaning, 1, 1_000_000);
  }

  private int integer(String name, String standard, String kind, String meaning, int min, int max) {
    return value(
        name,
        standard,
        kind,
        meaning,
        text -> {
          int number = Integer.parseInt(text);
          require(number >= min && number <= max, text);
          return number;
        });
  }

  boolean flag(String name, String standard, String meaning) {
    return value(
        name,
        standard,
        "true or false",
        meaning,
        text -> {
          require(List.of("true", "false").contains(text), text);
          return text.equals("true");
        });
  }

  Duration duration(String name, String standard, String meaning) {
    return duration(name, standard, meaning, YEAR);
  }

  Duration duration(String name, String standard, String meaning, Duration longest) {
    return value(
        name,
        standard,
        "an ISO 8601 duration such as PT10S, longer than nothing and at most " + longest,
        meaning,
        text -> {
          var duration = Duration.parse(text);
          require(duration.isPositive() && duration.compareTo(longest) <= 0, text);
          return duration;
        });
  }

  String oneOf(String name, String standard, String meaning, String... words) {
    var allowed = List.of(words);
    return value(
        name,
        standard,
        "one of " + String.join(", ", allowed),
        meaning,
        text -> {
          require(allowed.contains(text), text);
          return text;
        });
  }

  private static void require(boolean valid, String text) {
    if (!valid) {
      throw new IllegalArgumentException(text);
    }
  }

  /** Refuses every key below {@code waybill} that was not read, because it is probably a typo. */
  void refuseUnknown(String alsoKnown) {
    var known = keys.stream().map(Key::name).toList();
    config
        .traverse()
        .filter(node -> node.isLeaf() && node.key().toString().startsWith("waybill."))
        .map(node -> node.key().toString())
        .filter(name -> !known.contains(name) && !name.equals(alsoKnown))
        .findFirst()
        .ifPresent(name -> {
          throw new BadSetting(
              "there is no setting " + name + "; docs/configuration.md lists them all");
        });
  }
}
