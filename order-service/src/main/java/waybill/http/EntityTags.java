package waybill.http;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Entity tags (RFC 9110, section 8.8.3): a version, and the audience whose view of it the body is,
 * such as {@code "7-guest"}. A header's lines are one list (5.3).
 */
public final class EntityTags {
  private static final Pattern TAG = Pattern.compile("(?:W/)?(\"(?:(\\d+)(?:-[^\"]*)?|[^\"]*)\")");

  private static final Pattern LIST =
      Pattern.compile("[\\s,]*(?:\\*|(?:(?:W/)?\"[^\"]*\"[\\s,]*)*)\\s*");

  private EntityTags() {}

  /** If-Match of a request; a tag without quotes is a problem, because it could never match. */
  public static List<String> ifMatch(List<String> lines) {
    if (!LIST.matcher(String.join(",", lines)).matches()) {
      throw Problem.malformed("If-Match must be an ETag in its quotes, such as \"7-staff\", or *.")
          .exception();
    }
    return lines;
  }

  public static String of(long version, String audience) {
    return "\"" + version + "-" + audience + "\"";
  }

  /**
   * For If-Match: absent and {@code *} match any version. Only the number counts, because the
   * version is what a change depends on: a proxy that compresses weakens the tag.
   */
  public static boolean matches(List<String> lines, long version) {
    return lines.isEmpty() || isAny(lines) || names(lines, 2, Long.toString(version));
  }

  /** Weak comparison, for If-None-Match: absent matches nothing. */
  public static boolean noneMatches(List<String> lines, String tag) {
    return !isAny(lines) && !names(lines, 1, tag);
  }

  private static boolean isAny(List<String> lines) {
    return String.join(",", lines).strip().equals("*");
  }

  private static boolean names(List<String> lines, int group, String wanted) {
    return TAG.matcher(String.join(",", lines))
        .results()
        .anyMatch(tag -> wanted.equals(tag.group(group)));
  }
}
