package waybill.throttle;

import static waybill.log.Columns.param;

import java.time.Duration;
import java.time.InstantSource;
import waybill.log.Database;

/**
 * Browsers that signed in once. They open nothing: sign-in just does not take a known one for a
 * guesser.
 */
public final class Devices {
  /** A browser is known for so long. */
  public static final Duration LIFE = Duration.ofDays(180);

  private final Database database;
  private final InstantSource clock;

  public Devices(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Whether the account signed in before from this browser. */
  public boolean has(String id, String username) {
    return database
        .inTransaction(tx ->
            tx.first(
                "select id from device where id = ? and username = ?", _ -> true, id, username))
        .isPresent();
  }

  public void add(String id, String username) {
    database.write(tx ->
        tx.execute(
            "insert into device (id, username, created_at) values (?, ?, ?)",
            id,
            username,
            param(clock.instant())));
  }

  /** Removes those that are known no more; returns how many. */
  public long deleteExpired() {
    var olderThan = clock.instant().minus(LIFE);
    return database.write(
        tx -> tx.execute("delete from device where created_at < ?", param(olderThan)));
  }
}
