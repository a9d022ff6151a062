package waybill.search;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import waybill.order.Order;
import waybill.order.Shipment;

/** The words by which an order is found, and the words of a text that staff type. */
final class SearchWords {
  /** The rest of a longer word is not compared, so a column holds it. */
  private static final int MAX_LENGTH = 40;

  /** Ids and numbers come first; a larger order is not found by the names of its last lines. */
  private static final int MAX_WORDS_OF_AN_ORDER = 1000;

  private static final int MAX_WORDS_OF_A_TEXT = 8;

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
  private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{P}]+");

  /** Invisible (Unicode's Default_Ignorable_Code_Point): pasted text often has some of them. */
  private static final Pattern IGNORABLE =
      Pattern.compile(
          "[\\x{AD}\\x{34F}\\x{61C}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}"
              + "\\x{200B}-\\x{200F}\\x{202A}-\\x{202E}\\x{2060}-\\x{206F}\\x{3164}\\x{FE00}-\\x{FE0F}"
              + "\\x{FEFF}\\x{FFA0}\\x{FFF0}-\\x{FFF8}\\x{1BCA0}-\\x{1BCA3}\\x{1D173}-\\x{1D17A}"
              + "\\x{E0000}-\\x{E0FFF}]");

  private SearchWords() {}

  /** Its id, customer, tracking numbers (whole, and their last four characters), city and goods. */
  static Set<String> of(Order order) {
    var words = new LinkedHashSet<String>();
    addName(words, order.id().value());
    addName(words, order.customer().value());
    for (var number : numbers(order)) {
      addName(words, number);
      var whole = joined(folded(number));
      add(words, whole.substring(Math.max(0, whole.length() - 4)));
    }
    addName(words, order.destination().city());
    order.lines().forEach(line -> addName(words, line.sku()));
    order.lines().forEach(line -> addName(words, line.name()));
    return words;
  }

  /** Of all that is searched, only these change after the order was placed. */
  static List<String> numbers(Order order) {
    return order.shipments().stream()
        .map(Shipment::trackingNumber)
        .flatMap(Optional::stream)
        .toList();
  }

  /** The words of a text, each of which an order must have; the last one holds all the rest. */
  static List<String> ofText(String text) {
    return Stream.of(SPACES.split(folded(text), MAX_WORDS_OF_A_TEXT))
        .map(word -> cut(joined(word)))
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }

  /** A text that may be one number in groups, as a number: 8 characters, one of them a digit. */
  static Optional<String> oneNumber(String text) {
    return Optional.of(cut(joined(folded(text))))
        .filter(word -> word.length() >= 8 && word.chars().anyMatch(Character::isDigit));
  }

  /** As a whole without separators, and each part of it: {@code LAMP-2} is lamp2, lamp and 2. */
  private static void addName(Set<String> words, String name) {
    var folded = folded(name);
    add(words, joined(folded));
    SPACES.splitAsStream(folded).forEach(word -> add(words, joined(word)));
    SEPARATORS.splitAsStream(folded).forEach(word -> add(words, word));
  }

  private static void add(Set<String> words, String word) {
    if (!word.isEmpty() && words.size() < MAX_WORDS_OF_AN_ORDER) {
      words.add(cut(word));
    }
  }

  private static String joined(String folded) {
    return SEPARATORS.matcher(folded).replaceAll("");
  }

  private static String cut(String word) {
    return word.codePointCount(0, word.length()) <= MAX_LENGTH
        ? word
        : word.substring(0, word.offsetByCodePoints(0, MAX_LENGTH));
  }

  /**
   * The text as it is compared: NFKC, letters of one case, nothing invisible. Letter by letter,
   * because String.toLowerCase takes seconds for a long text of letters that become two.
   */
  private static String folded(String text) {
    var visible =
        IGNORABLE.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("");
    var folded = new StringBuilder(visible.length());
    visible
        .codePoints()
        .mapToObj(Character::toString)
        .map(letter -> letter.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))
        .forEach(folded::append);
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }
}
