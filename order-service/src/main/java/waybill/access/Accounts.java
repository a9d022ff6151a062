package waybill.access;

import static waybill.log.Columns.ago;
import static waybill.log.Columns.flag;
import static waybill.log.Columns.number;
import static waybill.log.Columns.optionalText;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;

import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import waybill.log.Database;
import waybill.log.Transaction;
import waybill.order.CustomerId;

/** The accounts. They are never deleted, only disabled, because the audit names them. */
public final class Accounts {
  private static final String COLUMNS =
      "username, password_hash, role, customer_id, generation, disabled";

  private final Database database;
  private final Passwords passwords;
  private final InstantSource clock;

  Accounts(Database database, Passwords passwords, InstantSource clock) {
    this.database = database;
    this.passwords = passwords;
    this.clock = clock;
  }

  Optional<Account> find(String username) {
    return database.inTransaction(tx -> find(tx, username));
  }

  static Optional<Account> find(Transaction tx, String username) {
    return tx.first(
        "select " + COLUMNS + " from account where username = ?", Accounts::read, username);
  }

  static Account read(DbRow row) {
    return new Account(
        text(row, "username"),
        text(row, "password_hash"),
        Role.named(text(row, "role")),
        optionalText(row, "customer_id").map(CustomerId::new),
        (int) number(row, "generation"),
        flag(row, "disabled"));
  }

  /** Whether there is no account yet. */
  public boolean isEmpty() {
    return database
        .inTransaction(tx -> tx.first("select username from account limit 1", _ -> true))
        .isEmpty();
  }

  /** Whether an enabled account has a well-known demo password. */
  public boolean isOfDemo() {
    return database
        .inTransaction(tx ->
            tx.first("select username from account where demo and not disabled limit 1", _ -> true))
        .isPresent();
  }

  /** The result of an attempt to make an account. */
  public enum Added {
    DONE,
    EXISTS,
    NO_SUCH_CUSTOMER
  }

  /** A new account, which is not added yet. */
  Account account(String username, String password, Role role, Optional<CustomerId> customer) {
    return new Account(username, passwords.hash(password), role, customer, 1, false);
  }

  /**
   * Adds accounts, all of them or none.
   *
   * @param demo whether their passwords are well known
   * @throws IllegalStateException if one cannot be added
   */
  void addAll(List<Account> accounts, boolean demo) {
    database.write(tx -> {
      for (var account : accounts) {
        if (add(tx, account, demo) != Added.DONE) {
          throw new IllegalStateException("cannot add the account " + account.username());
        }
      }
      return accounts;
    });
  }

  /** Adds an account under a name that was never used. */
  Added add(Account account) {
    return database.write(tx -> add(tx, account, false));
  }

  private Added add(Transaction tx, Account account, boolean demo) {
    var now = param(clock.instant());
    if (find(tx, account.username()).isPresent()) {
      return Added.EXISTS;
    }
    var customer = account.customer().map(CustomerId::value);
    if (customer.isPresent() && !exists(tx, customer.get())) {
      return Added.NO_SUCH_CUSTOMER;
    }
    tx.execute(
        """
        insert into account (username, password_hash, role, customer_id, demo, created_at, changed_at)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        account.username(),
        account.passwordHash(),
        account.role().wireName(),
        customer.orElse(null),
        demo,
        now,
        now);
    return Added.DONE;
  }

  private static boolean exists(Transaction tx, String customer) {
    return tx.first("select id from customer where id = ?", _ -> true, customer).isPresent();
  }

  /** Hashes the same password anew, unless another one was set since the account was read. */
  void rehash(Account account, String password) {
    var hash = passwords.hash(password);
    database.write(tx ->
        tx.execute(
            "update account set password_hash = ? where username = ? and password_hash = ?",
            hash,
            account.username(),
            account.passwordHash()));
  }

  /** What a change of an account has ended: its sessions of these ids, and its older tokens. */
  record Voided(Account account, List<String> sessions) {}

  /** Sets a new password, which ends all sessions but one; empty if there is no such account. */
  Optional<Voided> changePassword(String username, String password, Optional<String> session) {
    var hash = passwords.hash(password);
    return change(username, "password_hash = ?, demo = false", hash, session);
  }

  /** Disables the account, which ends all sessions; empty if there is no such account. */
  Optional<Voided> disable(String username) {
    return change(username, "disabled = ?", true, Optional.empty());
  }

  /** In one transaction: what was opened before the change does not outlive it. */
  private Optional<Voided> change(
      String username, String columns, Object value, Optional<String> session) {
    var sql =
        "update account set "
            + columns
            + ", generation = generation + 1, changed_at = current_timestamp"
            + " where username = ? and not disabled";
    return database.write(tx ->
        tx.execute(sql, value, username) == 0
            ? Optional.empty()
            : find(tx, username)
                .map(changed -> new Voided(changed, Sessions.revokeAll(tx, username, session))));
  }

  /** The accounts whose older tokens became void a short time ago. */
  List<Account> changedWithin(Duration time) {
    return database.inTransaction(tx ->
        tx.list(
            "select "
                + COLUMNS
                + " from account where changed_at >= "
                + ago(time)
                + " and generation > 1",
            Accounts::read));
  }
}
