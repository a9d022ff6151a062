package waybill.log;

import static waybill.log.Columns.bytes;
import static waybill.log.Columns.number;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;

/**
 * What accepted requests with a key have led to, kept for a day, and written in the transaction
 * that accepted them.
 */
final class IdempotencyKeys {
  private static final Duration RETENTION = Duration.ofHours(24);

  private static final String FIND =
      """
      select fingerprint, target, version from idempotency
       where account = ? and method = ? and path = ? and request_key = ? and created_at > ?
      """;

  private static final String DELETE_OLD =
      """
      delete from idempotency
       where account = ? and method = ? and path = ? and request_key = ? and created_at <= ?
      """;

  private static final String INSERT =
      """
      insert into idempotency (account, method, path, request_key, fingerprint, target, version, created_at)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final InstantSource clock;

  IdempotencyKeys(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * What an accepted request has led to.
   *
   * @param target the id of the order, or of the customer that was registered
   * @param version the version of the order that the request made; 0 for a customer
   * @param sameRequest false when the key came with another body then
   */
  record Remembered(String target, long version, boolean sameRequest) {}

  /** Empty for a new key, and for one that is too old. */
  Optional<Remembered> find(Transaction tx, IdempotencyKey key) {
    return tx.first(
        FIND,
        row ->
            new Remembered(
                text(row, "target"),
                number(row, "version"),
                Arrays.equals(bytes(row, "fingerprint"), key.fingerprint())),
        key.account(),
        key.method(),
        key.path(),
        key.key(),
        expired());
  }

  /** Replaces what the same key stood for more than a day ago. */
  void remember(Transaction tx, IdempotencyKey key, String target, long version) {
    tx.execute(DELETE_OLD, key.account(), key.method(), key.path(), key.key(), expired());
    tx.execute(
        INSERT,
        key.account(),
        key.method(),
        key.path(),
        key.key(),
        key.fingerprint(),
        target,
        version,
        param(clock.instant()));
  }

  /** Deletes keys older than a day; returns how many. */
  long deleteOld(Transaction tx) {
    return tx.execute("delete from idempotency where created_at < ?", expired());
  }

  /** Keys from this moment or before are no longer valid. */
  private OffsetDateTime expired() {
    return param(clock.instant().minus(RETENTION));
  }
}
