package waybill.access;

import java.util.Locale;

/** What an account may be used for. */
public enum Role {
  STAFF,
  CUSTOMER;

  /** The word in JSON, in tokens and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Role named(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
