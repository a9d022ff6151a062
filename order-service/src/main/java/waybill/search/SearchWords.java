package waybill.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import waybill.json.Text;
import waybill.order.Order;
import waybill.order.Shipment;

/** The words by which an order is found, and the words of a text that staff type. */
final class SearchWords {
  /** The rest of a longer word is not compared, so a column holds it. */
  private static final int MAX_LENGTH = 40;

  /** Ids and numbers come first; a larger order is not found by the names of its last lines. */
  private static final int MAX_WORDS_OF_AN_ORDER = 1000;

  static final int MAX_OF_A_TEXT = 8;

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
  private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{P}]+");

  private SearchWords() {}

  /** Its id, customer, tracking numbers (whole, and their last four characters), city and goods. */
  static Set<String> of(Order order) {
    var words = new LinkedHashSet<String>();
    addName(words, order.id().value());
    addName(words, order.customer().value());
    for (var number : numbers(order)) {
      addName(words, number);
      var whole = joined(Text.searched(number));
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

  /** The words of a text, each of which an order must have. */
  static List<String> ofText(String text) {
    return SPACES
        .splitAsStream(Text.searched(text))
        .map(word -> cut(joined(word)))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Words that may be one number in groups, as a number: 8 characters, one of them a digit. */
  static Optional<String> oneNumber(List<String> words) {
    return Optional.of(cut(String.join("", words)))
        .filter(word -> word.length() >= 8 && word.chars().anyMatch(Character::isDigit));
  }

  /** As a whole without separators, and each part of it: {@code LAMP-2} is lamp2, lamp and 2. */
  private static void addName(Set<String> words, String name) {
    var folded = Text.searched(name);
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
}
