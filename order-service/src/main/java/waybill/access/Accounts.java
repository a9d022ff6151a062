package waybill.access;

import static waybill.log.Columns.flag;
import static waybill.log.Columns.number;
import static waybill.log.Columns.optionalText;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;

import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import waybill.log.Database;
import waybill.log.Transaction;
import waybill.order.CustomerId;

/** The accounts. They are never deleted, only disabled: the audit names them. */
public final class Accounts {
  private static final String COLUMNS =
      "username, password_hash, role, customer_id, generation, disabled";

  private final Database database;

  public Accounts(Database database) {
    this.database = database;
  }

  public Optional<Account> find(String username) {
    return database.inTransaction(tx -> find(tx, username));
  }

  private static Optional<Account> find(Transaction tx, String username) {
    return tx.first(
        "select " + COLUMNS + " from account where username = ?", Accounts::read, username);
  }

  /** Whether there is no account yet. */
  public boolean isEmpty() {
    return database
        .inTransaction(tx -> tx.first("select username from account limit 1", _ -> true))
        .isEmpty();
  }

  /** Whether an enabled account has a well-known demo password. */
  public boolean anyOfDemo() {
    return database
        .inTransaction(tx ->
            tx.first("select username from account where demo and not disabled limit 1", _ -> true))
        .isPresent();
  }

  /** What became of an attempt to add one. */
  public enum Added {
    DONE,
    EXISTS,
    NO_SUCH_CUSTOMER
  }

  /**
   * Adds one under a name that was never used.
   *
   * @param demo whether everybody knows its password
   */
  public Added add(Account account, boolean demo, Instant now) {
    return database.inTransaction(tx -> {
      if (find(tx, account.username()).isPresent()) {
        return Added.EXISTS;
      }
      if (account.customer().isPresent() && !exists(tx, account.customer().get())) {
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
          account.customer().map(CustomerId::value).orElse(null),
          demo,
          param(now),
          param(now));
      return Added.DONE;
    });
  }

  private static boolean exists(Transaction tx, CustomerId customer) {
    return tx.first("select id from customer where id = ?", _ -> true, customer.value())
        .isPresent();
  }

  /**
   * The same password in a newer hash, unless a new password was set since the account was read.
   */
  public void rehash(Account account, String passwordHash) {
    database.inTransaction(tx ->
        tx.execute(
            "update account set password_hash = ? where username = ? and password_hash = ?",
            passwordHash,
            account.username(),
            account.passwordHash()));
  }

  /** Sets a new password, which voids all tokens. False if there is no such account. */
  public boolean changePassword(String username, String passwordHash, Instant now) {
    return database.inTransaction(tx ->
        tx.execute(
            """
            update account set password_hash = ?, demo = false, generation = generation + 1, changed_at = ?
             where username = ? and not disabled
            """,
            passwordHash,
            param(now),
            username))
        == 1;
  }

  /**
   * It cannot be used to sign in any more, and its tokens are void. False if there is no such
   * account.
   */
  public boolean disable(String username, Instant now) {
    return database.inTransaction(tx ->
        tx.execute(
            """
            update account set disabled = true, generation = generation + 1, changed_at = ?
             where username = ? and not disabled
            """,
            param(now),
            username))
        == 1;
  }

  /** Accounts whose older tokens became void since then. */
  public List<String> voidedSince(Instant time) {
    return database.inTransaction(tx ->
        tx.list(
            "select username from account where changed_at >= ? and generation > 1",
            row -> text(row, "username"),
            param(time)));
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
}
