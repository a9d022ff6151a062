package waybill.access;

import io.helidon.webserver.http.ServerRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import waybill.access.AuditLog.Entry;
import waybill.http.RequestReader;

/**
 * Writes down who did what from where, with which result: in the database and as a log line of
 * {@code key=value} pairs. Never a password, a token, or a name that nobody has: people type
 * passwords into the wrong field.
 */
public final class Audit {
  private static final Logger LOG = System.getLogger("waybill.audit");
  private static final int MOST = 200;
  private static final Pattern NOT_PLAIN = Pattern.compile("[^\\x21-\\x7e]|[=\"\\\\]");

  /** Refusals cost the refused nothing: of one who collects them ever fewer are kept. */
  private static final Duration SELDOM = Duration.ofMinutes(1);

  private final AuditLog log;
  private final Attempts refusals;
  private final InstantSource clock;

  public Audit(AuditLog log, InstantSource clock) {
    this.log = log;
    this.refusals = new Attempts(SELDOM, clock);
    this.clock = clock;
  }

  /** What can be done or refused. */
  public enum Action {
    SIGN_IN("sign-in"),
    SIGN_OUT("sign-out"),
    TOKEN("token"),
    ACCOUNT_MADE("account.made"),
    ACCOUNT_DISABLED("account.disabled"),
    PASSWORD_CHANGED("password.changed"),
    LINK_MADE("link.made"),
    LINK_REVOKED("link.revoked"),
    LINK_REDEEMED("link.redeemed"),
    NOTE_ADDED("note.added"),
    CUSTOMER_MADE("customer.made"),
    ORDER_CHANGED("order.changed"),
    ACCESS("access");

    private final String word;

    Action(String word) {
      this.word = word;
    }
  }

  /**
   * Writes down what happened now. Of many refusals of the same account or address only the first
   * ones are kept in the database, then one a minute; the log has them all.
   *
   * @param account who it was, if anybody is known
   * @param target what it was done to
   * @param result {@code done}, or why not
   */
  public void write(
      Optional<String> account, String address, Action action, String target, String result) {
    say(account.orElse(""), address, action, target, result);
    if (action == Action.ACCESS && refusals.begin(account.orElse(address)).isPositive()) {
      return;
    }
    log.add(
        new Entry(
            clock.instant(), account.map(Audit::cut), address, action.word, cut(target), result));
  }

  /** As {@link #write(Optional, String, Action, String, String)}, for the caller of a request. */
  public void write(ServerRequest request, Action action, String target, String result) {
    var account = Caller.of(request).user().map(User::name);
    write(account, new RequestReader(request).address(), action, target, result);
  }

  /** A log line alone, for what the event log keeps already. */
  public void say(String account, String address, Action action, String target, String result) {
    LOG.log(
        Level.INFO,
        () ->
            "action="
                + action.word
                + " account="
                + plain(account)
                + " address="
                + plain(address)
                + " target="
                + plain(target)
                + " result="
                + result);
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), MOST));
  }

  /** One line stays one line, and one pair one pair, whatever a client calls itself. */
  private static String plain(String text) {
    return text.isEmpty() ? "-" : NOT_PLAIN.matcher(cut(text)).replaceAll("?");
  }
}
