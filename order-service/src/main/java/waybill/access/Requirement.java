package waybill.access;

/** What a route requires of its caller. Staff are allowed everything that customers are. */
public enum Requirement {
  /** Nothing: every caller is let in. */
  ANYONE,
  /** Signed in. */
  SIGNED_IN,
  /** Signed in under the {@code username} of the path, and staff. */
  ACCOUNT_ITSELF,
  /** The customer whose {@code id} the path names. */
  CUSTOMER_ITSELF,
  /** The customer whose order the path names by its {@code id}. */
  OWNER,
  /** The order's owner, and guests with a link to it. */
  READER,
  STAFF
}
