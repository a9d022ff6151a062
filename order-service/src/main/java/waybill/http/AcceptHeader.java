package waybill.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The media types that a client accepts (RFC 9110, section 12.5.1). Invalid parts are ignored:
 * Helidon 4.5.0's own parser answers them with a server error.
 */
record AcceptHeader(Map<String, Double> qualities) {
  static final AcceptHeader ANYTHING = new AcceptHeader(Map.of("*/*", 1.0));
  private static final Pattern QUALITY =
      Pattern.compile(".*;\\s*q\\s*=\\s*(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)\\s*(?:;.*)?");

  static AcceptHeader parse(String header) {
    var qualities = new HashMap<String, Double>();
    for (var range : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      var matcher = QUALITY.matcher(range);
      double quality = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 1;
      qualities.merge(range.split(";", 2)[0].strip(), quality, Math::max);
    }
    return new AcceptHeader(qualities);
  }

  /** How much the type is wanted, from 0 to 1: the most specific range that covers it says. */
  double quality(String type) {
    return quality(type, qualities.getOrDefault("*/*", 0.0));
  }

  /** The same of a type that a client must know of: the range of all types does not count. */
  double explicitly(String type) {
    return quality(type, 0);
  }

  private double quality(String type, double fallback) {
    var family = type.substring(0, type.indexOf('/')) + "/*";
    return qualities.getOrDefault(type, qualities.getOrDefault(family, fallback));
  }
}
