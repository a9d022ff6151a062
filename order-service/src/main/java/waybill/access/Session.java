package waybill.access;

import java.time.Instant;
import java.util.Optional;

/**
 * A browser's session.
 *
 * @param id the hash of its cookie
 * @param expires when it ends if it is not used before
 * @param ends when it ends even if it is used
 * @param ended why it is over: {@code logout} or {@code revoked}
 */
public record Session(String id, Instant expires, Instant ends, Optional<String> ended) {}
