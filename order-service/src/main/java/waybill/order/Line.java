package waybill.order;

/** One line of an order: what was ordered, how much, and how much of that was cancelled again. */
public record Line(int line, String sku, String name, int quantity, int cancelled) {

  public Line {
    if (quantity < 1 || cancelled < 0 || cancelled > quantity) {
      throw new IllegalArgumentException(
          "line %d: %d of %d cancelled".formatted(line, cancelled, quantity));
    }
  }

  Line cancelling(int pieces) {
    return new Line(line, sku, name, quantity, cancelled + pieces);
  }
}
