package waybill.access;

import java.time.Instant;
import java.util.Set;

/** The streams that are open by some right, as {@link Rights} sees them. Nothing here may block. */
public interface Watched {
  /** Why a right ended. */
  enum Ending {
    LOGOUT,
    REVOKED
  }

  /** The keys of all credentials that a stream hangs on. */
  Set<String> credentials();

  /** Nothing more may be shown to whoever came by this credential. */
  void end(String credential, Ending why);

  /** The credential is good until then. */
  void prolong(String credential, Instant expires);
}
