package waybill.order;

/** Where one parcel is. */
public enum ShipmentStatus {
  PACKED,
  PICKED_UP,
  IN_TRANSIT,
  OUT_FOR_DELIVERY,
  ATTEMPT_FAILED,
  READY_FOR_PICKUP,
  EXCEPTION,
  RETURNING,
  DELIVERED,
  LOST,
  RETURNED_TO_SENDER,
  CANCELLED;

  /** Whether its pieces are open again, to be packed again or cancelled. */
  boolean givesBack() {
    return this == CANCELLED || this == LOST || this == RETURNED_TO_SENDER;
  }
}
