package waybill.http;

/**
 * Who asks. Until access control is here, anybody: the service listens on the loopback address
 * only.
 */
final class Access {
  /** The account that idempotency keys belong to. */
  static final String ANYONE = "anyone";

  private Access() {}
}
