package waybill.json;

import static java.text.Normalizer.Form.NFC;
import static java.text.Normalizer.Form.NFKC;
import static java.util.stream.Collectors.joining;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** When two texts are the same, and how long a text is: in Unicode code points. */
public final class Text {
  /**
   * Bidi embeddings, overrides and isolates, which turn the text around them; and U+0000, which
   * PostgreSQL cannot store.
   */
  private static final Pattern REMOVED =
      Pattern.compile("[\\x{0}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]");

  /** Default_Ignorable_Code_Point of DerivedCoreProperties.txt, which Java has no name for. */
  private static final String IGNORABLE =
      "\\x{ad}\\x{34f}\\x{61c}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}\\x{180b}-\\x{180f}\\x{200b}-\\x{200f}"
          + "\\x{202a}-\\x{202e}\\x{2060}-\\x{206f}\\x{3164}\\x{fe00}-\\x{fe0f}\\x{feff}\\x{ffa0}"
          + "\\x{fff0}-\\x{fff8}\\x{1bca0}-\\x{1bca3}\\x{1d173}-\\x{1d17a}\\x{e0000}-\\x{e0fff}";

  private static final Pattern IGNORED = Pattern.compile("[" + IGNORABLE + "]");
  private static final Pattern VISIBLE =
      Pattern.compile("[^" + IGNORABLE + "\\x{2800}\\p{Z}\\p{Cc}\\p{Cn}\\p{Mn}\\p{Me}]");

  private Text() {}

  /** As it is stored: composed (NFC), without bidi controls and U+0000. */
  static String stored(String text) {
    return Normalizer.normalize(REMOVED.matcher(text).replaceAll(""), NFC);
  }

  static boolean isVisible(String text) {
    return VISIBLE.matcher(text).find();
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * As it is compared in a search: NFKC, full case folding, without default-ignorable code points.
   * It is folded letter by letter: on a long text of letters that become two, such as the Turkish
   * capital I, String.toLowerCase takes seconds.
   */
  public static String searched(String text) {
    var composed = IGNORED.matcher(Normalizer.normalize(text, NFKC)).replaceAll("");
    return Normalizer.normalize(
        composed.codePoints().mapToObj(Text::folded).collect(joining()), NFKC);
  }

  /** To capitals and back, as in CaseFolding.txt: sharp s becomes ss, a final sigma a sigma. */
  private static String folded(int letter) {
    return Character.toString(letter)
        .toLowerCase(Locale.ROOT)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  /** A password as it is hashed: composed (NFC), otherwise as it was typed. */
  public static String password(String text) {
    return Normalizer.normalize(text, NFC);
  }
}
