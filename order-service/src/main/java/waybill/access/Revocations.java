package waybill.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import waybill.access.Accounts.Voided;
import waybill.access.Credential.TokenOf;
import waybill.order.OrderId;
import waybill.stream.EndReason;
import waybill.stream.Hub;

/**
 * Ends rights, and with them the streams that were opened by them. On this node that happens at
 * once. A right that ended on another node is found by a sweep: it needs three queries, however
 * many streams are open. A right that ended while a stream was opening is found by {@link
 * #isValid}.
 */
public final class Revocations {
  /**
   * Each sweep looks back so far behind the one before, by the database's clock: a commit takes
   * time to become visible.
   */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  private final Accounts accounts;
  private final AccountCache accountCache;
  private final Sessions sessions;
  private final Links links;
  private final Hub hub;
  private final InstantSource clock;
  private long lastSweep = System.nanoTime();
  private Instant keptAlive = Instant.MIN;

  Revocations(
      Accounts accounts,
      AccountCache accountCache,
      Sessions sessions,
      Links links,
      Hub hub,
      InstantSource clock) {
    this.accounts = accounts;
    this.accountCache = accountCache;
    this.sessions = sessions;
    this.links = links;
    this.hub = hub;
    this.clock = clock;
    hub.checkCredentials(this::isValid);
  }

  /** Whether the right that this key names has not ended. */
  boolean isValid(String key) {
    return Credential.sessionId(key)
        .map(id -> sessions.byId(id).isPresent())
        .or(() -> Credential.linkId(key).map(id -> links.byId(id).isPresent()))
        .or(() -> Credential.tokenOf(key).map(this::isValid))
        .orElse(true);
  }

  private boolean isValid(TokenOf token) {
    return accountCache.find(token.username()).filter(now -> !isVoid(token, now)).isPresent();
  }

  private static boolean isVoid(TokenOf token, Account now) {
    return token.generation() < now.generation();
  }

  /** Ends the session. A caller with a token has none: the token expires by itself. */
  void signOut(User user) {
    user.session()
        .ifPresent(session -> {
          sessions.end(session.id());
          hub.end(Credential.session(session.id()), EndReason.LOGOUT);
        });
  }

  /** Revokes a link; false if the order has no such link. */
  boolean revoke(OrderId order, String link) {
    boolean revoked = links.revoke(order, link);
    if (revoked) {
      hub.end(Credential.link(link), EndReason.REVOKED);
    }
    return revoked;
  }

  /** Revokes all links of an order; returns how many there were. */
  int revokeAll(OrderId order) {
    return (int) links.of(order).stream().filter(link -> revoke(order, link.id())).count();
  }

  /**
   * Sets a new password and ends everything that was opened with the old one, except one session.
   * False if there is no such account.
   */
  boolean changePassword(String username, String password, Optional<String> exceptSession) {
    return endStreams(accounts.changePassword(username, password, exceptSession));
  }

  /** Disables an account and ends everything that was opened with it; false if there is none. */
  boolean disable(String username) {
    return endStreams(accounts.disable(username));
  }

  private boolean endStreams(Optional<Voided> voided) {
    voided.ifPresent(ended -> {
      accountCache.forget(ended.account().username());
      ended.sessions().forEach(id -> hub.end(Credential.session(id), EndReason.REVOKED));
      endTokens(List.of(ended.account()));
    });
    return voided.isPresent();
  }

  /** Ends the streams of tokens that are older than the last change of their account. */
  private void endTokens(List<Account> changed) {
    for (var account : changed) {
      for (var key : hub.credentials()) {
        Credential.tokenOf(key)
            .filter(token -> token.username().equals(account.username()) && isVoid(token, account))
            .ifPresent(_ -> hub.end(key, EndReason.REVOKED));
      }
    }
  }

  /**
   * Looks for rights that ended since the last sweep that succeeded. To be called periodically.
   *
   * @throws RuntimeException if the database does not answer; the next sweep looks again
   */
  public void sweep() {
    long now = System.nanoTime();
    if (!hub.credentials().isEmpty()) {
      endStreams(OVERLAP.plusNanos(now - lastSweep));
      keepAlive(clock.instant());
    }
    lastSweep = now;
  }

  private void endStreams(Duration within) {
    for (var session : sessions.changedWithin(within)) {
      var key = Credential.session(session.id());
      if (session.ended().isPresent()) {
        boolean logout = session.ended().get().equals("logout");
        hub.end(key, logout ? EndReason.LOGOUT : EndReason.REVOKED);
      } else {
        hub.expire(key, session.expires());
      }
    }
    links.revokedWithin(within).forEach(id -> hub.end(Credential.link(id), EndReason.REVOKED));
    endTokens(accounts.changedWithin(within));
  }

  /** Prolongs the sessions of open streams, only as often as needed: each is an update. */
  private void keepAlive(Instant now) {
    if (keptAlive.plus(sessions.keepAlivePeriod()).isAfter(now)) {
      return;
    }
    keptAlive = now;
    sessions.keepAlive(
        hub.credentials().stream().flatMap(key -> Credential.sessionId(key).stream()).toList());
  }
}
