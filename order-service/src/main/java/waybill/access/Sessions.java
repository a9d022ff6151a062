package waybill.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import waybill.access.AccessSettings.Lifetime;

/**
 * The sessions of browsers: opened at sign-in, prolonged by use, ended by sign-out or from above.
 */
public final class Sessions {
  /**
   * A session's expiry is written down again after this part of its idle time: not at each request.
   */
  private static final int STEPS = 30;

  private static final Duration KEPT = Duration.ofDays(1);

  private final SessionStore sessions;
  private final AccessSettings settings;
  private final InstantSource clock;

  public Sessions(SessionStore sessions, AccessSettings settings, InstantSource clock) {
    this.sessions = sessions;
    this.settings = settings;
    this.clock = clock;
  }

  private Lifetime lifetime(Role role) {
    return switch (role) {
      case STAFF -> settings.staff();
      case CUSTOMER -> settings.customer();
    };
  }

  /** A session of this role ends after so long whatever happens. */
  public Duration longest(Role role) {
    return lifetime(role).life();
  }

  /**
   * Always a new one, so that a cookie planted in a browser before is worth nothing.
   *
   * @param account as it was when the password was found right; empty if it has changed since
   */
  public Optional<String> open(Account account) {
    var token = Secret.ofSession();
    var now = clock.instant();
    var lifetime = lifetime(account.role());
    var ends = now.plus(lifetime.life());
    var expires = earlier(now.plus(lifetime.idle()), ends);
    var session =
        new Session(Secret.hash(token), account.username(), expires, ends, Optional.empty());
    return sessions.add(session, account, now) ? Optional.of(token) : Optional.empty();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Whose session it is, if it is not over. */
  public Optional<User> find(String token) {
    return Secret.isPossible(token)
        ? sessions.find(Secret.hash(token)).filter(this::isAlive).map(Sessions::user)
        : Optional.empty();
  }

  private boolean isAlive(SessionStore.Owned owned) {
    return owned.session().ended().isEmpty()
        && owned.session().expires().isAfter(clock.instant())
        && !owned.account().disabled();
  }

  private static User user(SessionStore.Owned owned) {
    var session = owned.session();
    return new User(
        session.username(),
        owned.account().role(),
        owned.account().customer(),
        new Credential(Credential.session(session.id()), session.expires()),
        Optional.of(session));
  }

  /** It was used: its expiry moves, if it is time to write that down. */
  public void use(User user) {
    user.session()
        .filter(session -> isDue(session, user.role()))
        .ifPresent(session -> {
          var now = clock.instant();
          sessions.prolong(session.id(), now.plus(lifetime(user.role()).idle()), now);
        });
  }

  private boolean isDue(Session session, Role role) {
    var idle = lifetime(role).idle();
    var due = clock.instant().plus(idle).minus(idle.dividedBy(STEPS));
    return session.expires().isBefore(earlier(due, session.ends()));
  }

  /** An open stream keeps a customer's session alive; a staff member's it does not. */
  void keepAlive(Collection<String> ids) {
    var now = clock.instant();
    var idle = settings.customer().idle();
    sessions.prolongCustomers(ids, now.plus(idle.dividedBy(2)), now.plus(idle), now);
  }

  /** How often that is to be done. */
  Duration keepAlivePause() {
    return settings.customer().idle().dividedBy(8);
  }

  /** Removes those that were over long enough for every node to have heard; returns how many. */
  public long forgetOver() {
    return sessions.forget(clock.instant().minus(KEPT));
  }

  public void end(User user) {
    user.session().ifPresent(session -> sessions.end(session.id(), "logout", clock.instant()));
  }
}
