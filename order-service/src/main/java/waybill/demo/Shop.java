package waybill.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import waybill.order.Line;

/** What the demo sells. */
final class Shop {
  private static final List<String> GOODS =
      List.of(
          "LAMP-2 Desk lamp",
          "KETTLE-1 Enamel kettle, 1.5 l",
          "CABLE-3 Charging cable, 3 m",
          "BOOT-42 Walking boots, 42",
          "BOOK-7 Atlas of small islands",
          "SEED-12 Tomato seeds",
          "CHAIR-5 Folding chair",
          "PEN-9 Fountain pen",
          "TENT-2 Tent for two",
          "CUP-6 Set of six cups",
          "SAW-1 Pruning saw",
          "WOOL-8 Ball of wool, grey");

  private Shop() {}

  /** Two or three lines, so that every journey finds something to split or to cancel. */
  static List<Line> anyBasket(RandomGenerator random) {
    var left = new ArrayList<>(GOODS);
    var lines = new ArrayList<Line>();
    for (int line = 1; line <= 2 + random.nextInt(2); line++) {
      lines.add(line(line, 1 + random.nextInt(3), left.remove(random.nextInt(left.size()))));
    }
    return lines;
  }

  /** One line for each text: how many, number and name, such as {@code 2 LAMP-2 Desk lamp}. */
  static List<Line> basket(String... texts) {
    var lines = new ArrayList<Line>();
    for (var text : texts) {
      int blank = text.indexOf(' ');
      int quantity = Integer.parseInt(text.substring(0, blank));
      lines.add(line(lines.size() + 1, quantity, text.substring(blank + 1)));
    }
    return lines;
  }

  private static Line line(int number, int quantity, String goods) {
    int blank = goods.indexOf(' ');
    return new Line(number, goods.substring(0, blank), goods.substring(blank + 1), quantity, 0);
  }
}
