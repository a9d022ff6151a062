package waybill.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import waybill.log.Database;
import waybill.throttle.Devices;
import waybill.throttle.SharedThrottle;

/**
 * Checks names and passwords, and slows down guessing in two ways. An address that guesses is
 * refused for longer and longer. An account that is guessed at answers later, but never so late
 * that its owner cannot sign in. A browser that signed in before is known by a cookie and counted
 * by itself, so that guesses from the same address do not keep it out (OWASP: device cookies).
 */
public final class SignIn {
  private static final Duration MAX_REFUSAL = Duration.ofMinutes(1);
  private static final Duration MAX_DELAY = Duration.ofSeconds(2);

  private final Accounts accounts;
  private final Passwords passwords;
  private final Devices devices;
  private final SharedThrottle byAddress;
  private final SharedThrottle byAccount;

  SignIn(Accounts accounts, Database database, Passwords passwords, InstantSource clock) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.devices = new Devices(database, clock);
    this.byAddress = new SharedThrottle(database, "address", MAX_REFUSAL, clock);
    this.byAccount = new SharedThrottle(database, "account", MAX_DELAY, clock);
  }

  /**
   * One attempt to sign in.
   *
   * @param address the part of the address that attempts are counted by
   * @param device the cookie of a browser that may have signed in before
   */
  record Claim(String username, String password, String address, Optional<String> device) {}

  /** The answer to an attempt. */
  sealed interface Answer {
    record Welcome(Account account) implements Answer {}

    /**
     * The name or the password is wrong.
     *
     * @param known whether there is such an account; for the audit, never for the client
     */
    record Wrong(boolean known) implements Answer {}

    record TooMany(Duration pause) implements Answer {}
  }

  /** Checks a name and a password; takes as long for an unknown name as for a wrong password. */
  Answer check(Claim claim) {
    var device = known(claim.device(), claim.username());
    var place = device.map(id -> "device " + id).orElse("address " + claim.address());
    var wait = byAddress.begin(place);
    if (wait.isPositive()) {
      return new Answer.TooMany(wait);
    }
    var delay = device.isEmpty() ? byAccount.count(claim.username()) : Duration.ZERO;
    boolean failed = false;
    try {
      pause(delay);
      var answer = compare(claim);
      failed = answer instanceof Answer.Wrong;
      return answer;
    } finally {
      // an attempt that could not be decided is no failure either
      byAddress.end(place, failed);
      if (device.isEmpty()) {
        byAccount.end(claim.username(), failed);
      }
    }
  }

  private Answer compare(Claim claim) {
    var account = accounts.find(claim.username()).filter(found -> !found.disabled());
    var hash = account.map(Account::passwordHash);
    if (!passwords.matches(claim.password(), hash)) {
      return new Answer.Wrong(account.isPresent());
    }
    if (Passwords.isOutdated(hash.orElseThrow())) {
      accounts.rehash(account.orElseThrow(), claim.password());
    }
    return new Answer.Welcome(account.orElseThrow());
  }

  /** The id of the browser with this device cookie, if the account signed in from it before. */
  private Optional<String> known(Optional<String> cookie, String username) {
    return cookie
        .filter(Secret::isPossible)
        .map(Secret::hash)
        .filter(id -> devices.has(id, username));
  }

  private static void pause(Duration delay) {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AccessProblems.busy().exception();
    }
  }

  public Devices devices() {
    return devices;
  }

  /** Has all nodes slow down what fails on one of them. To be called once a second. */
  public void exchangeFailures() {
    byAddress.exchange();
    byAccount.exchange();
  }

  /**
   * The value of a new device cookie; empty if the browser has one that is valid for this account.
   * Any other value it has may have been planted.
   */
  Optional<String> remember(Account account, Optional<String> had) {
    if (known(had, account.username()).isPresent()) {
      return Optional.empty();
    }
    var device = Secret.ofSession();
    devices.add(Secret.hash(device), account.username());
    return Optional.of(device);
  }
}
