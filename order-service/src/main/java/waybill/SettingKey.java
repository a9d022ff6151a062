package waybill;

import io.helidon.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import waybill.Settings.BadSetting;
import waybill.http.Proxies;

/** One key of the configuration: its default, its meaning, and how its text is understood. */
record SettingKey<T>(
    String name, String standard, String meaning, String kind, Function<String, T> parser) {

  T read(Config config) {
    var text = config.get(name).asString().orElse(standard);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new BadSetting("%s: '%s' is not %s".formatted(name, text, kind));
    }
  }

  static SettingKey<String> text(String name, String standard, String meaning) {
    return new SettingKey<>(name, standard, meaning, "text", text -> text);
  }

  static SettingKey<Path> path(String name, String standard, String meaning) {
    return new SettingKey<>(name, standard, meaning, "a path", Path::of);
  }

  static SettingKey<Proxies> proxies(String name, String standard, String meaning) {
    return new SettingKey<>(
        name,
        standard,
        meaning,
        "a list of addresses or ranges such as 10.0.0.0/8, with commas between them",
        Proxies::parse);
  }

  static SettingKey<Integer> port(String name, String standard, String meaning) {
    return new SettingKey<>(name, standard, meaning, "a port from 0 to 65535", SettingKey::port);
  }

  static SettingKey<Integer> count(String name, String standard, String meaning) {
    return new SettingKey<>(
        name, standard, meaning, "a whole number from 1 to 1000000", SettingKey::count);
  }

  static SettingKey<Boolean> flag(String name, String standard, String meaning) {
    return new SettingKey<>(name, standard, meaning, "true or false", SettingKey::flag);
  }

  static SettingKey<Duration> duration(String name, String standard, String meaning) {
    return duration(name, standard, meaning, Duration.ofDays(365));
  }

  static SettingKey<Duration> duration(
      String name, String standard, String meaning, Duration longest) {
    return new SettingKey<>(
        name,
        standard,
        meaning,
        "an ISO 8601 duration such as PT10S, longer than nothing and at most " + longest,
        text -> duration(text, longest));
  }

  static SettingKey<String> oneOf(String name, String standard, String meaning, String... words) {
    var allowed = List.of(words);
    return new SettingKey<>(
        name,
        standard,
        meaning,
        "one of " + String.join(", ", allowed),
        text -> {
          if (!allowed.contains(text)) {
            throw new IllegalArgumentException(text);
          }
          return text;
        });
  }

  private static int count(String text) {
    int count = Integer.parseInt(text);
    if (count < 1 || count > 1_000_000) {
      throw new IllegalArgumentException(text);
    }
    return count;
  }

  private static int port(String text) {
    int port = Integer.parseInt(text);
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(text);
    }
    return port;
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Duration duration(String text, Duration longest) {
    var duration = Duration.parse(text);
    if (!duration.isPositive() || duration.compareTo(longest) > 0) {
      throw new IllegalArgumentException(text);
    }
    return duration;
  }
}
