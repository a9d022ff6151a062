package waybill.order;

/** Who caused an event, as far as a customer may know. */
public enum ActorKind {
  STAFF,
  SYSTEM,
  COURIER,
  CUSTOMER
}
