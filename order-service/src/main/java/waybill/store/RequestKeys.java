package waybill.store;

import static waybill.store.Columns.bytes;
import static waybill.store.Columns.number;
import static waybill.store.Columns.optionalText;
import static waybill.store.Columns.param;
import static waybill.store.Columns.time;

import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** Remembers the answers of accepted requests, in the transaction that accepted them. */
final class RequestKeys {
  static final Duration KEPT = Duration.ofHours(24);

  private final InstantSource clock;

  RequestKeys(InstantSource clock) {
    this.clock = clock;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Kept(byte[] fingerprint, Answer answer, Instant since) {}

  /**
   * Does the work unless the key was seen before: then answers as before. Only accepted work is
   * remembered.
   */
  Receipt once(Transaction tx, Optional<RequestKey> key, Supplier<Receipt> work) {
    if (key.isEmpty()) {
      return work.get();
    }
    var kept = find(tx, key.get());
    if (kept.isPresent() && kept.get().since().plus(KEPT).isAfter(clock.instant())) {
      return Arrays.equals(kept.get().fingerprint(), key.get().fingerprint())
          ? new Receipt.Done(kept.get().answer())
          : new Receipt.KeyReused();
    }
    var receipt = work.get();
    if (receipt instanceof Receipt.Done(var answer)) {
      if (kept.isPresent()) {
        forget(tx, key.get());
      }
      keep(tx, key.get(), answer);
    }
    return receipt;
  }

  private Optional<Kept> find(Transaction tx, RequestKey key) {
    return tx.first(
        """
        select fingerprint, status, location, etag, body, created_at from idempotency
         where account = ? and method = ? and path = ? and request_key = ?
        """,
        RequestKeys::read,
        key.account(),
        key.method(),
        key.path(),
        key.key());
  }

  private void keep(Transaction tx, RequestKey key, Answer answer) {
    tx.execute(
        """
        insert into idempotency (account, method, path, request_key, fingerprint,
                                 status, location, etag, body, created_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        key.account(),
        key.method(),
        key.path(),
        key.key(),
        key.fingerprint(),
        answer.status(),
        answer.location().orElse(null),
        answer.etag().orElse(null),
        answer.body(),
        param(clock.instant()));
  }

  private void forget(Transaction tx, RequestKey key) {
    tx.execute(
        "delete from idempotency where account = ? and method = ? and path = ? and request_key = ?",
        key.account(),
        key.method(),
        key.path(),
        key.key());
  }

  /** Removes what nobody will be answered with any more; returns how many. */
  long forgetOld(Transaction tx) {
    return tx.execute(
        "delete from idempotency where created_at < ?", param(clock.instant().minus(KEPT)));
  }

  private static Kept read(DbRow row) {
    return new Kept(
        bytes(row, "fingerprint"),
        new Answer(
            (int) number(row, "status"),
            optionalText(row, "location"),
            optionalText(row, "etag"),
            bytes(row, "body")),
        time(row, "created_at"));
  }
}
