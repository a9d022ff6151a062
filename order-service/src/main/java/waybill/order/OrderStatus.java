package waybill.order;

/** Where an order stands in the shop's books; customers read the {@link Headline}. */
public enum OrderStatus {
  PLACED,
  CONFIRMED,
  IN_FULFILMENT,
  ON_HOLD,
  CANCELLED,
  COMPLETED,
  RETURNED
}
