package waybill.access;

import static waybill.store.Columns.optionalText;
import static waybill.store.Columns.param;
import static waybill.store.Columns.text;
import static waybill.store.Columns.time;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import waybill.store.Database;

/** What is written down about access, for good: the database itself refuses to change it. */
public final class AuditLog {
  private final Database database;

  public AuditLog(Database database) {
    this.database = database;
  }

  /**
   * One thing that somebody did or tried.
   *
   * @param account empty when nobody is known
   * @param target what it was done to
   * @param result {@code done}, or why not
   */
  public record Entry(
      Instant at,
      Optional<String> account,
      String address,
      String action,
      String target,
      String result) {}

  public void add(Entry entry) {
    database.inTransaction(tx ->
        tx.execute(
            "insert into audit (at, account, address, action, target, result) values (?, ?, ?, ?, ?, ?)",
            param(entry.at()),
            entry.account().orElse(null),
            entry.address(),
            entry.action(),
            entry.target(),
            entry.result()));
  }

  /** The last ones, oldest first. */
  public List<Entry> last(int limit) {
    return database
        .inTransaction(tx ->
            tx.list(
                """
                select at, account, address, action, target, result from audit
                 order by id desc limit ?
                """,
                row ->
                    new Entry(
                        time(row, "at"),
                        optionalText(row, "account"),
                        text(row, "address"),
                        text(row, "action"),
                        text(row, "target"),
                        text(row, "result")),
                limit))
        .reversed();
  }
}
