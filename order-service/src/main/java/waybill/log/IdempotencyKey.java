package waybill.log;

/**
 * An Idempotency-Key where it is valid: one account, one method, one path. Keys of others are other
 * keys.
 *
 * @param fingerprint tells whether a second request with the key has the same body
 */
@SuppressWarnings("ArrayRecordComponent") // compared with Arrays.equals where it matters
public record IdempotencyKey(
    String account, String method, String path, String key, byte[] fingerprint) {}
