package waybill.stream;

import java.time.Instant;

/**
 * By what right somebody watches: streams end with it.
 *
 * @param credential names the right among all others
 * @param expires when it ends by itself, if nothing is heard of it before
 */
public record Pass(String credential, Instant expires) {}
