package waybill.http;

import java.util.List;
import java.util.regex.Pattern;

/** Versions as entity tags (RFC 9110, section 8.8.3); a header's lines are one list (5.3). */
public final class EntityTags {
  private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");

  private EntityTags() {}

  public static String of(long version) {
    return "\"" + version + "\"";
  }

  /** Strong comparison, for If-Match: absent and {@code *} match any version. */
  public static boolean matches(List<String> lines, long version) {
    var header = String.join(",", lines);
    return lines.isEmpty() || isAny(header) || names(header, version, false);
  }

  /** Weak comparison, for If-None-Match: absent matches nothing. */
  public static boolean noneMatches(List<String> lines, long version) {
    var header = String.join(",", lines);
    return lines.isEmpty() || !(isAny(header) || names(header, version, true));
  }

  private static boolean isAny(String header) {
    return header.strip().equals("*");
  }

  private static boolean names(String header, long version, boolean weakToo) {
    var matcher = TAG.matcher(header);
    while (matcher.find()) {
      boolean comparable = weakToo || matcher.group(1) == null;
      if (comparable && matcher.group(2).equals(Long.toString(version))) {
        return true;
      }
    }
    return false;
  }
}
