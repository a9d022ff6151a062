package waybill.order;

/** So many pieces of one line of an order; at least one. */
public record Quantity(int line, int quantity) {

  public Quantity {
    if (quantity < 1) {
      throw new IllegalArgumentException("%d pieces of line %d".formatted(quantity, line));
    }
  }
}
