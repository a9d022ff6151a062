package waybill.stream;

import java.util.EnumSet;
import java.util.Set;

/** Why the service ends a stream. */
public enum EndReason {
  LOGOUT("logout"),
  REVOKED("revoked"),
  EXPIRED("expired"),
  REPLACED("replaced"),
  MAX_AGE("max-age"),
  SHUTDOWN("shutdown");

  private static final Set<EndReason> RIGHT_IS_OVER = EnumSet.of(LOGOUT, REVOKED, EXPIRED);

  private final String wireName;

  EndReason(String wireName) {
    this.wireName = wireName;
  }

  /** After these not even what waits already may be sent. */
  boolean rightIsOver() {
    return RIGHT_IS_OVER.contains(this);
  }

  /** The word in {@code event: end}. */
  String wireName() {
    return wireName;
  }
}
