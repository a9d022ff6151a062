package waybill.access;

import static waybill.log.Columns.flag;
import static waybill.log.Columns.number;
import static waybill.log.Columns.optionalText;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;

import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import waybill.log.Database;
import waybill.log.Transaction;
import waybill.order.CustomerId;

/** The accounts. They are never deleted, only disabled, because the audit names them. */
public final class Accounts {
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

  private static Optional<Account> find(Transaction tx, String username) {
    return tx.first(
        """
        select username, password_hash, role, customer_id, generation, disabled
          from account where username = ?
        """,
        Accounts::read,
        username);
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

  /** Makes an account under a name that was never used. */
  public Added open(String username, String password, Role role, Optional<CustomerId> customer) {
    return add(account(username, password, role, customer), false);
  }

  /** Makes an account whose well-known password is its name. */
  public void openDemo(String username, Role role, Optional<CustomerId> customer) {
    add(account(username, username, role, customer), true);
  }

  private Account account(
      String username, String password, Role role, Optional<CustomerId> customer) {
    return new Account(username, passwords.hash(password), role, customer, 1, false);
  }

  /**
   * Adds an account.
   *
   * @param demo whether its password is well known
   */
  Added add(Account account, boolean demo) {
    var now = param(clock.instant());
    return database.write(tx -> {
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
    });
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

  /**
   * Sets a new password, which voids all tokens. False if there is no such account. Called by
   * {@link Revocations}, which ends the sessions.
   */
  boolean changePassword(String username, String password) {
    var hash = passwords.hash(password);
    return database.write(tx ->
        tx.execute(
            """
            update account set password_hash = ?, demo = false, generation = generation + 1, changed_at = ?
             where username = ? and not disabled
            """,
            hash,
            param(clock.instant()),
            username))
        == 1;
  }

  /**
   * Disables the account, which voids all tokens. False if there is no such account. Called by
   * {@link Revocations}, which ends the sessions.
   */
  boolean disable(String username) {
    return database.write(tx ->
        tx.execute(
            """
            update account set disabled = true, generation = generation + 1, changed_at = ?
             where username = ? and not disabled
            """,
            param(clock.instant()),
            username))
        == 1;
  }

  /** The accounts whose older tokens became void since then. */
  List<String> voidedSince(Instant time) {
    return database.inTransaction(tx ->
        tx.list(
            "select username from account where changed_at >= ? and generation > 1",
            row -> text(row, "username"),
            param(time)));
  }
}
