package waybill.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import waybill.order.Line;

/** The products that the demo sells, by article number. */
final class Catalogue {
  private static final Map<String, String> PRODUCTS =
      """
      LAMP-2 Desk lamp
      KETTLE-1 Enamel kettle, 1.5 l
      CABLE-3 Charging cable, 3 m
      BOOT-42 Walking boots, 42
      BOOK-7 Atlas of small islands
      SEED-12 Tomato seeds
      CHAIR-5 Folding chair
      PEN-9 Fountain pen
      TENT-2 Tent for two
      CUP-6 Set of six cups
      SAW-1 Pruning saw
      WOOL-8 Ball of wool, grey
      GLOBE-30 Illuminated globe, 30 cm
      """
          .lines()
          .map(line -> line.split(" ", 2))
          .collect(Collectors.toMap(p -> p[0], p -> p[1], (a, _) -> a, LinkedHashMap::new));

  private Catalogue() {}

  /** Two or three lines, because some scripts split an order or cancel a piece. */
  static List<Line> anyBasket(RandomGenerator random) {
    var skus = new ArrayList<>(PRODUCTS.keySet());
    skus.remove(DemoOrders.PARKED_SKU);
    Collections.shuffle(skus, random);
    return IntStream.rangeClosed(1, 2 + random.nextInt(2))
        .mapToObj(number -> line(number, 1 + random.nextInt(3), skus.get(number)))
        .toList();
  }

  /** Reads quantities and article numbers such as {@code 2 LAMP-2 1 PEN-9}. */
  static List<Line> basket(String text) {
    var words = text.strip().split(" ", -1);
    return IntStream.range(0, words.length / 2)
        .mapToObj(i -> line(i + 1, Integer.parseInt(words[2 * i]), words[2 * i + 1]))
        .toList();
  }

  private static Line line(int number, int quantity, String sku) {
    return new Line(number, sku, Objects.requireNonNull(PRODUCTS.get(sku), sku), quantity, 0);
  }
}
