package waybill.access;

import static waybill.log.Columns.param;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import waybill.log.Database;

/**
 * Names and passwords. Guessing is slowed down in two ways: an address that guesses is sent away
 * for ever longer, and an account that is guessed at answers later, but never so late that its
 * owner could not get in. A browser that signed in before is known by a cookie and counted by
 * itself, so that a guessing neighbour behind the same address does not keep it out (OWASP: device
 * cookies).
 */
public final class SignIn {
  private static final Duration LONGEST_REFUSAL = Duration.ofMinutes(1);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

  /** A browser is known as one that signed in for so long. */
  public static final Duration DEVICE = Duration.ofDays(180);

  private final Accounts accounts;
  private final Database database;
  private final Passwords passwords;
  private final InstantSource clock;
  private final LoginThrottle byAddress;
  private final LoginThrottle byAccount;

  public SignIn(Accounts accounts, Database database, Passwords passwords, InstantSource clock) {
    this.accounts = accounts;
    this.database = database;
    this.passwords = passwords;
    this.clock = clock;
    this.byAddress = new LoginThrottle(LONGEST_REFUSAL, clock);
    this.byAccount = new LoginThrottle(LONGEST_DELAY, clock);
  }

  /**
   * One attempt.
   *
   * @param address what all tries from one network place have in common
   * @param device the cookie of a browser that may have signed in before
   */
  public record Claim(String username, String password, String address, Optional<String> device) {}

  /** The answer. */
  public sealed interface Answer {
    record Welcome(Account account) implements Answer {}

    /**
     * It is not let in.
     *
     * @param known whether there is such an account: for the audit, never for the client
     */
    record Wrong(boolean known) implements Answer {}

    record TooMany(Duration pause) implements Answer {}
  }

  /** Takes as long for an unknown name as for a wrong password. */
  public Answer check(Claim claim) {
    var device = claim.device().filter(isOf(claim.username())).map(Secret::hash);
    var place = device.map(id -> "device " + id).orElse("address " + claim.address());
    var wait = byAddress.begin(place);
    if (wait.isPositive()) {
      return new Answer.TooMany(wait);
    }
    if (device.isEmpty()) {
      pause(byAccount.count(claim.username()));
    }
    var account = accounts.find(claim.username()).filter(found -> !found.disabled());
    if (!passwords.matches(claim.password(), account.map(Account::passwordHash))) {
      return new Answer.Wrong(account.isPresent());
    }
    byAddress.succeeded(place);
    byAccount.succeeded(claim.username());
    rehash(account.orElseThrow(), claim.password());
    return new Answer.Welcome(account.get());
  }

  private Predicate<String> isOf(String username) {
    return device -> Secret.isPossible(device) && isDevice(Secret.hash(device), username);
  }

  /** Whether the account signed in there before; the id is the hash of the browser's cookie. */
  private boolean isDevice(String id, String username) {
    return database
        .inTransaction(tx ->
            tx.first(
                "select id from device where id = ? and username = ?", _ -> true, id, username))
        .isPresent();
  }

  private static void pause(Duration delay) {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Passwords.TooManyHashes();
    }
  }

  private void rehash(Account account, String password) {
    if (Passwords.isOutdated(account.passwordHash())) {
      accounts.rehash(account, passwords.hash(password));
    }
  }

  /** Whether this is the account's password; counts as an attempt from nowhere. */
  boolean knows(Account account, String password) {
    pause(byAccount.count(account.username()));
    boolean right = passwords.matches(password, Optional.of(account.passwordHash()));
    if (right) {
      byAccount.succeeded(account.username());
    }
    return right;
  }

  /** Removes browsers that signed in so long ago that their cookies are gone; returns how many. */
  public long forgetDevices() {
    var olderThan = clock.instant().minus(DEVICE);
    return database.inTransaction(
        tx -> tx.execute("delete from device where created_at < ?", param(olderThan)));
  }

  /**
   * A cookie by which this browser is known as one that signed in; empty if it has one that is good
   * for this account. Whatever else it has may have been planted.
   */
  public Optional<String> remember(Account account, Optional<String> had) {
    if (had.filter(isOf(account.username())).isPresent()) {
      return Optional.empty();
    }
    var device = Secret.ofSession();
    Instant now = clock.instant();
    database.inTransaction(tx ->
        tx.execute(
            "insert into device (id, username, created_at) values (?, ?, ?)",
            Secret.hash(device),
            account.username(),
            param(now)));
    return Optional.of(device);
  }
}
