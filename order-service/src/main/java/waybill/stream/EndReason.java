package waybill.stream;

/** Why the service ends a stream. */
public enum EndReason {
  LOGOUT("logout"),
  REVOKED("revoked"),
  EXPIRED("expired"),
  REPLACED("replaced"),
  MAX_AGE("max-age"),
  SHUTDOWN("shutdown"),
  UNAVAILABLE("unavailable");

  private final String wireName;

  EndReason(String wireName) {
    this.wireName = wireName;
  }

  /** Whether the right to watch is lost: then no event may be sent, not even one that waits. */
  boolean rightIsOver() {
    return this == LOGOUT || this == REVOKED || this == EXPIRED;
  }

  /** Whether the client has to come back later than usual. */
  boolean serviceIsAway() {
    return this == SHUTDOWN || this == UNAVAILABLE;
  }

  /** The word in {@code event: end}. */
  String wireName() {
    return wireName;
  }
}
