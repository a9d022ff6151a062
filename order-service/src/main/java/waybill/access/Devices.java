package waybill.access;

import static waybill.store.Columns.param;

import java.time.Instant;
import waybill.store.Database;

/** Browsers that signed in once, by the hashes of their cookies. They open nothing. */
public final class Devices {
  private final Database database;

  public Devices(Database database) {
    this.database = database;
  }

  public void add(String id, String username, Instant now) {
    database.inTransaction(tx ->
        tx.execute(
            "insert into device (id, username, created_at) values (?, ?, ?)",
            id,
            username,
            param(now)));
  }

  /** Whether the account signed in there once. */
  public boolean isOf(String id, String username) {
    return database
        .inTransaction(tx ->
            tx.first(
                "select id from device where id = ? and username = ?", _ -> true, id, username))
        .isPresent();
  }

  /** Removes those older than this; returns how many. */
  public long forget(Instant olderThan) {
    return database.inTransaction(
        tx -> tx.execute("delete from device where created_at < ?", param(olderThan)));
  }
}
