package waybill;

import io.helidon.config.Config;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import waybill.Settings.BadSetting;
import waybill.access.AccessSettings;
import waybill.access.AccessSettings.Issuer;
import waybill.access.AccessSettings.Lifetime;

/** Understands the settings about access. */
final class AccessKeys {
  /** RFC 6454, section 6.2: scheme, host and port, nothing behind them. */
  private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.:\\[\\]-]+");

  private static final int SHORTEST_PASSWORD = 8;

  private AccessKeys() {}

  static AccessSettings access(Config config) {
    return new AccessSettings(
        new Lifetime(Keys.STAFF_IDLE.read(config), Keys.STAFF_LIFE.read(config)),
        new Lifetime(Keys.CUSTOMER_IDLE.read(config), Keys.CUSTOMER_LIFE.read(config)),
        Keys.TOKEN_LIFE.read(config),
        issuer(config));
  }

  private static Optional<Issuer> issuer(Config config) {
    var name = Keys.TOKEN_ISSUER.read(config);
    var keys = Keys.TOKEN_KEYS.read(config);
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
    return Optional.of(new Issuer(name, Keys.TOKEN_AUDIENCE.read(config), URI.create(keys)));
  }

  static Optional<URI> origin(Config config) {
    var text = Keys.ORIGIN.read(config);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(URI.create(origin("waybill.origin", text)));
  }

  static Set<String> corsOrigins(Config config) {
    return Arrays.stream(Keys.CORS.read(config).split(","))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(text -> origin("waybill.cors.origins", text))
        .collect(Collectors.toUnmodifiableSet());
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

  static Optional<String> adminPassword(Config config) {
    var password = Keys.ADMIN_PASSWORD.read(config);
    var file = Keys.ADMIN_PASSWORD_FILE.read(config);
    if (!password.isEmpty() && !file.isEmpty()) {
      throw new BadSetting(
          "waybill.admin.password and waybill.admin.password.file: only one can be right");
    }
    var given = file.isEmpty() ? password : read(file);
    if (!given.isEmpty() && given.length() < SHORTEST_PASSWORD) {
      throw new BadSetting(
          "waybill.admin.password: must have " + SHORTEST_PASSWORD + " characters at least");
    }
    return given.isEmpty() ? Optional.empty() : Optional.of(given);
  }

  private static String read(String file) {
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
}
