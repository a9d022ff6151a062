package waybill.log;

import static waybill.log.Columns.bytes;
import static waybill.log.Columns.number;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;
import static waybill.log.Columns.time;

import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * Remembers for a day what accepted requests with a key have led to, in the transaction that
 * accepted them.
 */
final class IdempotencyKeys {
  static final Duration KEPT = Duration.ofHours(24);

  private final InstantSource clock;

  IdempotencyKeys(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * What an accepted request has led to.
   *
   * @param target the id of the order, or of the customer that was registered
   * @param version the version of the order that the request made; 0 for a customer
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Remembered(byte[] fingerprint, String target, long version, Instant since) {
    /** False when the key came with another body then. */
    boolean isSameRequest(IdempotencyKey key) {
      return Arrays.equals(fingerprint, key.fingerprint());
    }
  }

  /** What the key is remembered for; empty for a new key, and for one that is too old. */
  Optional<Remembered> find(Transaction tx, IdempotencyKey key) {
    return tx.first(
            """
            select fingerprint, target, version, created_at from idempotency
             where account = ? and method = ? and path = ? and request_key = ?
            """,
            IdempotencyKeys::read,
            key.account(),
            key.method(),
            key.path(),
            key.key())
        .filter(remembered -> remembered.since().plus(KEPT).isAfter(clock.instant()));
  }

  /** Remembers it, in the place of what the key stood for more than a day ago. */
  void remember(Transaction tx, IdempotencyKey key, String target, long version) {
    tx.execute(
        """
        delete from idempotency
         where account = ? and method = ? and path = ? and request_key = ? and created_at <= ?
        """,
        key.account(),
        key.method(),
        key.path(),
        key.key(),
        param(clock.instant().minus(KEPT)));
    tx.execute(
        """
        insert into idempotency (account, method, path, request_key, fingerprint, target, version, created_at)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        key.account(),
        key.method(),
        key.path(),
        key.key(),
        key.fingerprint(),
        target,
        version,
        param(clock.instant()));
  }

  /** Forgets keys older than a day; returns how many. */
  long forgetOld(Transaction tx) {
    return tx.execute(
        "delete from idempotency where created_at < ?", param(clock.instant().minus(KEPT)));
  }

  private static Remembered read(DbRow row) {
    return new Remembered(
        bytes(row, "fingerprint"),
        text(row, "target"),
        number(row, "version"),
        time(row, "created_at"));
  }
}
