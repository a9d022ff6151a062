package waybill.access;

import java.time.Instant;
import java.util.Optional;

/**
 * A browser that signed in.
 *
 * @param id the hash of its cookie
 * @param expires unless it is used before
 * @param ends whatever happens
 * @param ended the word for why it is over already
 */
public record Session(
    String id, String username, Instant expires, Instant ends, Optional<String> ended) {}
