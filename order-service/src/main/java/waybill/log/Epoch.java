package waybill.log;

import static waybill.log.Columns.param;
import static waybill.log.Columns.text;

import java.security.SecureRandom;
import java.time.InstantSource;

/** The word that names this database, in its one row of installation. */
final class Epoch {
  private Epoch() {}

  /**
   * Reads it, or makes it at the first start: six random letters or digits, to be told apart from
   * another database's.
   */
  static String of(Database database, InstantSource clock) {
    return database.inTransaction(tx ->
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
