package waybill.access;

import static waybill.log.Columns.ago;
import static waybill.log.Columns.optionalText;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;
import static waybill.log.Columns.time;

import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import waybill.access.AccessSettings.Lifetime;
import waybill.log.Database;
import waybill.log.Transaction;

/**
 * The sessions of browsers: opened at sign-in, prolonged by use, ended by sign-out or revocation.
 */
public final class Sessions {
  /** A session in use is prolonged after this part of its idle time, not at each request. */
  private static final int PROLONG_PART = 30;

  /** An ended session is kept so long that every node learns of its end. */
  private static final Duration RETENTION = Duration.ofDays(1);

  private static final int MAX_IDS_IN_STATEMENT = 200;

  private static final String COLUMNS = "id, expires_at, ends_at, ended";

  private final Database database;
  private final AccessSettings settings;
  private final InstantSource clock;

  public Sessions(Database database, AccessSettings settings, InstantSource clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  private Lifetime lifetime(Role role) {
    return switch (role) {
      case STAFF -> settings.staff();
      case CUSTOMER -> settings.customer();
    };
  }

  /** The longest life of a session of this role, however much it is used. */
  Duration maxLife(Role role) {
    return lifetime(role).life();
  }

  /**
   * Opens a session and returns the value of its cookie. It is always a new one, so that a cookie
   * planted in the browser before is worth nothing.
   *
   * @param account as it was when the password was checked; empty if it has changed since
   */
  Optional<String> open(Account account) {
    var token = Secret.ofSession();
    var now = clock.instant();
    var lifetime = lifetime(account.role());
    var ends = now.plus(lifetime.life());
    return database.write(tx -> {
      // the account's row is locked: the next change of the account sees this session and ends it
      var unchanged =
          tx.first(
              "select username from account where username = ? and generation = ? for update",
              _ -> true,
              account.username(),
              account.generation());
      if (unchanged.isEmpty()) {
        return Optional.empty();
      }
      tx.execute(
          """
          insert into login_session (id, username, created_at, expires_at, ends_at, changed_at)
          values (?, ?, ?, ?, ?, current_timestamp)
          """,
          Secret.hash(token),
          account.username(),
          param(now),
          param(earlier(now.plus(lifetime.idle()), ends)),
          param(ends));
      return Optional.of(token);
    });
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** The user whose session this is, if it is not over and its account is not disabled. */
  public Optional<User> find(String token) {
    return Secret.isPossible(token) ? byId(Secret.hash(token)) : Optional.empty();
  }

  Optional<User> byId(String id) {
    return database.inTransaction(tx ->
        tx.first(
            "select "
                + COLUMNS
                + """
                , a.username, password_hash, role, customer_id, generation, disabled
                  from login_session s join account a on a.username = s.username
                 where id = ? and ended is null and expires_at > ? and not disabled
                """,
            row -> user(read(row), Accounts.read(row)),
            id,
            param(clock.instant())));
  }

  private static User user(Session session, Account account) {
    return new User(
        account.username(),
        account.role(),
        account.customer(),
        new Credential(Credential.session(session.id()), session.expires()),
        Optional.of(session));
  }

  private static Session read(DbRow row) {
    return new Session(
        text(row, "id"), time(row, "expires_at"), time(row, "ends_at"), optionalText(row, "ended"));
  }

  /** Prolongs the session of a user who is at work, if a part of its idle time has passed. */
  void use(User user) {
    var idle = lifetime(user.role()).idle();
    var due = clock.instant().plus(idle).minus(idle.dividedBy(PROLONG_PART));
    user.session()
        .filter(session -> session.expires().isBefore(earlier(due, session.ends())))
        .ifPresent(session -> prolong(List.of(session.id()), user.role(), due));
  }

  /**
   * Prolongs the customers' sessions among these, which have open streams; never those of staff.
   */
  void keepAlive(List<String> ids) {
    var due = clock.instant().plus(settings.customer().idle().dividedBy(2));
    ids.stream()
        .gather(Gatherers.windowFixed(MAX_IDS_IN_STATEMENT))
        .forEach(some -> prolong(some, Role.CUSTOMER, due));
  }

  /** Prolongs the sessions of this role that would expire before {@code due}, up to their end. */
  private void prolong(List<String> ids, Role role, Instant due) {
    var now = clock.instant();
    var expires = now.plus(lifetime(role).idle());
    var params = new ArrayList<Object>();
    Collections.addAll(params, param(expires), param(now), param(due), role.wireName());
    params.addAll(ids);
    var sql =
        """
        update login_session set expires_at = least(ends_at, ?), changed_at = current_timestamp
         where ended is null and expires_at > ? and expires_at < least(ends_at, ?)
           and username in (select username from account where role = ?)
           and id in (%s)
        """
            .formatted(ids.stream().map(_ -> "?").collect(Collectors.joining(", ")));
    database.write(tx -> tx.execute(sql, params.toArray()));
  }

  /** How often {@link #keepAlive} is needed. */
  Duration keepAlivePeriod() {
    return settings.customer().idle().dividedBy(8);
  }

  /** Ends a session by sign-out; if it has ended before, its first end stands. */
  public void end(String id) {
    database.write(tx ->
        tx.execute(
            """
            update login_session set ended = 'logout', changed_at = current_timestamp
             where id = ? and ended is null
            """,
            id));
  }

  /** Revokes all sessions of an account but one; returns their ids. */
  static List<String> revokeAll(Transaction tx, String username, Optional<String> exceptId) {
    var ids =
        tx.list(
            "select id from login_session where username = ? and ended is null and id <> ?",
            row -> text(row, "id"),
            username,
            exceptId.orElse(""));
    for (var id : ids) {
      tx.execute(
          "update login_session set ended = 'revoked', changed_at = current_timestamp where id = ?",
          id);
    }
    return ids;
  }

  /** The sessions that were opened, prolonged or ended a short time ago. */
  List<Session> changedWithin(Duration time) {
    return database.inTransaction(tx ->
        tx.list(
            "select " + COLUMNS + " from login_session where changed_at >= " + ago(time),
            Sessions::read));
  }

  /** Removes sessions that have been over for long enough; returns how many. */
  public long deleteExpired() {
    var limit = param(clock.instant().minus(RETENTION));
    return database.write(tx ->
        tx.execute(
            """
            delete from login_session
             where expires_at < ? or (ended is not null and changed_at < ?)
            """,
            limit,
            limit));
  }
}
