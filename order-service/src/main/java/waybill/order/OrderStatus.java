package waybill.order;

/** The status of an order as the shop sees it; customers read the {@link Headline}. */
public enum OrderStatus {
  PLACED,
  CONFIRMED,
  IN_FULFILMENT,
  ON_HOLD,
  CANCELLED,
  COMPLETED,
  RETURNED
}
