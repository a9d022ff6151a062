package waybill.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import waybill.order.OrderId;
import waybill.stream.EndReason;
import waybill.stream.Hub;

/**
 * Ends rights, and with them the streams that were opened by them. On this node that happens at
 * once; what ended elsewhere, or at the moment a stream was opening, is found by a sweep: three
 * queries a second for whatever changed, however many streams are open.
 */
public final class Revocations {

  /** Each sweep looks back so far: clocks differ, and a commit takes its time to be seen. */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  private final Accounts accounts;
  private final AccountCache known;
  private final SessionStore sessionStore;
  private final Sessions sessions;
  private final Links links;
  private final Hub streams;
  private final InstantSource clock;
  private Instant lastSweep;
  private Instant keptAlive = Instant.MIN;

  Revocations(
      Accounts accounts,
      AccountCache known,
      SessionStore sessionStore,
      Sessions sessions,
      Links links,
      Hub streams,
      InstantSource clock) {
    this.accounts = accounts;
    this.known = known;
    this.sessionStore = sessionStore;
    this.sessions = sessions;
    this.links = links;
    this.streams = streams;
    this.clock = clock;
    this.lastSweep = clock.instant();
  }

  /** Ends the session; a caller with a token has none, and the token expires by itself. */
  public void signOut(User user) {
    if (user.session().isPresent()) {
      sessions.end(user);
      streams.end(user.credential().key(), EndReason.LOGOUT);
    }
  }

  /** False if the order has no such link. */
  public boolean revoke(OrderId order, String link) {
    boolean revoked = links.revoke(order, link);
    if (revoked) {
      streams.end(Credential.link(link), EndReason.REVOKED);
    }
    return revoked;
  }

  /** Returns how many links were revoked. */
  public int revokeAll(OrderId order) {
    return (int) links.of(order).stream().filter(link -> revoke(order, link.id())).count();
  }

  /** Its password changed or it was disabled: all it ever opened closes, but for one session. */
  public void accountChanged(String username, Optional<String> butForSession) {
    known.forget(username);
    for (var id : sessionStore.endAll(username, butForSession, clock.instant())) {
      streams.end(Credential.session(id), EndReason.REVOKED);
    }
    streams.end(Credential.account(username), EndReason.REVOKED);
  }

  /**
   * Looks for what ended since the last sweep that succeeded. To be called periodically.
   *
   * @throws RuntimeException if the database does not answer; the next sweep looks again
   */
  public void sweep() {
    var now = clock.instant();
    if (!streams.credentials().isEmpty()) {
      endStreams(lastSweep.minus(OVERLAP));
      keepAlive();
    }
    lastSweep = now;
  }

  private void endStreams(Instant since) {
    for (var session : sessionStore.changedSince(since)) {
      var key = Credential.session(session.id());
      if (session.ended().isPresent()) {
        streams.end(
            key, session.ended().get().equals("logout") ? EndReason.LOGOUT : EndReason.REVOKED);
      } else {
        streams.expire(key, session.expires());
      }
    }
    links.revokedSince(since).forEach(id -> streams.end(Credential.link(id), EndReason.REVOKED));
    accounts
        .voidedSince(since)
        .forEach(name -> streams.end(Credential.account(name), EndReason.REVOKED));
  }

  /** As seldom as is enough: each open customer's session is written down again. */
  private void keepAlive() {
    var now = clock.instant();
    if (keptAlive.plus(sessions.keepAlivePause()).isAfter(now)) {
      return;
    }
    keptAlive = now;
    sessions.keepAlive(
        streams.credentials().stream().flatMap(key -> Credential.sessionId(key).stream()).toList());
  }
}
