package waybill.store;

import static waybill.store.Columns.param;
import static waybill.store.Columns.text;

import java.security.SecureRandom;
import java.time.InstantSource;

/** The one row that names this database. */
final class Installation {
  private Installation() {}

  /**
   * The epoch, made at the first start: six random letters or digits, to be told apart from another
   * database's.
   */
  static String epoch(Database database, InstantSource clock) {
    return database.write(tx ->
        tx.first("select epoch from installation", row -> text(row, "epoch"))
            .orElseGet(() -> create(tx, clock)));
  }

  private static String create(Transaction tx, InstantSource clock) {
    var epoch =
        Long.toString(
            new SecureRandom().nextLong(36L * 36 * 36 * 36 * 36, 36L * 36 * 36 * 36 * 36 * 36), 36);
    tx.execute(
        "insert into installation (id, epoch, created_at) values (1, ?, ?)",
        epoch,
        param(clock.instant()));
    return epoch;
  }
}
