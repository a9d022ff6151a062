package waybill.access;

/** For whom something is. Staff may do all that customers may. */
public enum Who {
  /** Everybody, known or not. */
  ANYONE,
  /** Whoever signed in. */
  SIGNED_IN,
  /** Whoever signed in under the {@code username} of the path, and staff. */
  ACCOUNT_ITSELF,
  /** The customer whose {@code id} the path names. */
  CUSTOMER_ITSELF,
  /** The customer whose order the path names by its {@code id}. */
  OWNER,
  /** The order's owner, and guests with a link to it. */
  READER,
  STAFF
}
