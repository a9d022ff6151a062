package waybill.access;

import java.time.InstantSource;
import java.util.Optional;
import waybill.access.Accounts.Added;
import waybill.order.CustomerId;

/** Where accounts are made, changed and disabled. */
public final class AccountService {
  private final Accounts accounts;
  private final Passwords passwords;
  private final SignIn signIn;
  private final Revocations rights;
  private final InstantSource clock;

  public AccountService(
      Accounts accounts,
      Passwords passwords,
      SignIn signIn,
      Revocations rights,
      InstantSource clock) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.signIn = signIn;
    this.rights = rights;
    this.clock = clock;
  }

  public boolean isEmpty() {
    return accounts.isEmpty();
  }

  public Added open(String username, String password, Role role, Optional<CustomerId> customer) {
    return add(username, password, role, customer, false);
  }

  /** One whose password is its name: everybody knows it. */
  public void openDemo(String username, Role role, Optional<CustomerId> customer) {
    add(username, username, role, customer, true);
  }

  private Added add(
      String username, String password, Role role, Optional<CustomerId> customer, boolean demo) {
    var account = new Account(username, passwords.hash(password), role, customer, 1, false);
    return accounts.add(account, demo, clock.instant());
  }

  /** Whether an enabled account has a well-known demo password. */
  public boolean isOfDemo() {
    return accounts.anyOfDemo();
  }

  /** What became of a wish for a new password. */
  public enum Changed {
    DONE,
    OLD_ONE_WRONG,
    NO_SUCH_ACCOUNT
  }

  /**
   * Sets a password; all sessions and tokens of the account end, but for the session in which it is
   * done.
   *
   * @param old must be right when people change their own password; staff need none for others
   */
  public Changed changePassword(User by, String username, Optional<String> old, String password) {
    var account = accounts.find(username).filter(found -> !found.disabled());
    if (account.isEmpty()) {
      return Changed.NO_SUCH_ACCOUNT;
    }
    boolean own = by.name().equals(username);
    if (own && !signIn.knows(account.get(), old.orElse(""))) {
      return Changed.OLD_ONE_WRONG;
    }
    if (!accounts.changePassword(username, passwords.hash(password), clock.instant())) {
      return Changed.NO_SUCH_ACCOUNT;
    }
    rights.accountChanged(
        username, own ? by.session().map(session -> session.id()) : Optional.empty());
    return Changed.DONE;
  }

  /** Ends everything that was opened with the account; false if there is none. */
  public boolean disable(String username) {
    boolean done = accounts.disable(username, clock.instant());
    if (done) {
      rights.accountChanged(username, Optional.empty());
    }
    return done;
  }
}
