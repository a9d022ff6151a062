package waybill.access;

import static waybill.log.Columns.optionalText;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;
import static waybill.log.Columns.time;

import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import waybill.log.Database;

/** The sessions of browsers. An ended one is kept for a while, so that every node hears of it. */
public final class SessionStore {
  private static final String COLUMNS = "id, s.username, expires_at, ends_at, ended";

  /** Ids in one statement. */
  private static final int MANY = 200;

  private final Database database;

  public SessionStore(Database database) {
    this.database = database;
  }

  /** A session and whose it is. */
  public record Owned(Session session, Account account) {}

  /** Adds one, unless the account has changed since it was read: then false. */
  public boolean add(Session session, Account account, Instant now) {
    return database.inTransaction(tx -> {
      // the account's row is locked: the next change of the account sees this session and ends it
      var unchanged =
          tx.first(
              "select username from account where username = ? and generation = ? for update",
              _ -> true,
              account.username(),
              account.generation());
      if (unchanged.isEmpty()) {
        return false;
      }
      tx.execute(
          """
          insert into login_session (id, username, created_at, expires_at, ends_at, changed_at)
          values (?, ?, ?, ?, ?, ?)
          """,
          session.id(),
          session.username(),
          param(now),
          param(session.expires()),
          param(session.ends()),
          param(now));
      return true;
    });
  }

  public Optional<Owned> find(String id) {
    return database.inTransaction(tx ->
        tx.first(
            "select "
                + COLUMNS
                + """
                , password_hash, role, customer_id, generation, disabled
                  from login_session s join account a on a.username = s.username
                 where id = ?
                """,
            row -> new Owned(read(row), Accounts.read(row)),
            id));
  }

  private static final String PROLONG =
      """
      update login_session set expires_at = least(ends_at, ?), changed_at = ?
       where ended is null and expires_at > ?
      """;

  /** Moves the expiry of one that is not over, never beyond its end. */
  public void prolong(String id, Instant expires, Instant now) {
    database.inTransaction(
        tx -> tx.execute(PROLONG + " and id = ?", param(expires), param(now), param(now), id));
  }

  /** The same for those of many that are customers' and would expire before {@code due}. */
  public void prolongCustomers(Collection<String> ids, Instant due, Instant expires, Instant now) {
    var all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += MANY) {
      var some = all.subList(from, Math.min(from + MANY, all.size()));
      var params = new ArrayList<Object>(List.of(param(expires), param(now), param(now)));
      params.add(param(due));
      params.addAll(some);
      database.inTransaction(tx ->
          tx.execute(
              PROLONG
                  + """
                   and expires_at < least(ends_at, ?)
                   and username in (select username from account where role = 'customer')
                   and id in (%s)
                  """
                      .formatted(some.stream().map(_ -> "?").collect(Collectors.joining(", "))),
              params.toArray()));
    }
  }

  /** Ends one; the first reason stands. */
  public void end(String id, String why, Instant now) {
    database.inTransaction(tx ->
        tx.execute(
            "update login_session set ended = ?, changed_at = ? where id = ? and ended is null",
            why,
            param(now),
            id));
  }

  /** Ends all of an account but one; returns their ids. */
  public List<String> endAll(String username, Optional<String> butFor, Instant now) {
    return database.inTransaction(tx -> {
      var ids =
          tx.list(
              "select id from login_session where username = ? and ended is null and id <> ?",
              row -> text(row, "id"),
              username,
              butFor.orElse(""));
      for (var id : ids) {
        tx.execute(
            "update login_session set ended = 'revoked', changed_at = ? where id = ?",
            param(now),
            id);
      }
      return ids;
    });
  }

  /** Those that were made, prolonged or ended since then. */
  public List<Session> changedSince(Instant time) {
    return database.inTransaction(tx ->
        tx.list(
            "select " + COLUMNS + " from login_session s where changed_at >= ?",
            SessionStore::read,
            param(time)));
  }

  /** Removes those that are over since then; returns how many. */
  public long forget(Instant overSince) {
    return database.inTransaction(tx ->
        tx.execute(
            """
            delete from login_session
             where expires_at < ? or (ended is not null and changed_at < ?)
            """,
            param(overSince),
            param(overSince)));
  }

  private static Session read(DbRow row) {
    return new Session(
        text(row, "id"),
        text(row, "username"),
        time(row, "expires_at"),
        time(row, "ends_at"),
        optionalText(row, "ended"));
  }
}
