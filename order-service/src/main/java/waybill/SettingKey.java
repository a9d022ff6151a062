package waybill;

import io.helidon.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import waybill.Settings.BadSetting;

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

  static SettingKey<Integer> port(String name, String standard, String meaning) {
    return new SettingKey<>(name, standard, meaning, "a port from 0 to 65535", SettingKey::port);
  }

  static SettingKey<Boolean> flag(String name, String standard, String meaning) {
    return new SettingKey<>(name, standard, meaning, "true or false", SettingKey::flag);
  }

  static SettingKey<Duration> duration(String name, String standard, String meaning) {
    return new SettingKey<>(
        name,
        standard,
        meaning,
        "a positive ISO 8601 duration such as PT15S",
        SettingKey::duration);
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

  private static Duration duration(String text) {
    var duration = Duration.parse(text);
    if (!duration.isPositive() || duration.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException(text);
    }
    return duration;
  }
}
