package waybill.access;

import static waybill.log.Columns.param;

import io.helidon.webserver.http.ServerRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import waybill.http.RequestReader;
import waybill.log.Database;

/**
 * Records who did what from where, with which result: in the database, which refuses to change it,
 * and as a log line of {@code key=value} pairs. Never a password, a token, or an unknown name,
 * because people type passwords into the wrong field.
 */
public final class Audit {
  private static final Logger LOG = System.getLogger("waybill.audit");
  private static final int MAX_LENGTH = 200;
  private static final Pattern NOT_PLAIN = Pattern.compile("[^\\x21-\\x7e]|[=\"\\\\]");

  /** A client can cause refusals for free, so fewer and fewer of one client are stored. */
  private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

  private final Database database;
  private final LoginThrottle refusals;
  private final InstantSource clock;

  Audit(Database database, InstantSource clock) {
    this.database = database;
    this.refusals = new LoginThrottle(MAX_PAUSE, clock);
    this.clock = clock;
  }

  /** What was done or refused. */
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
   * Records an action in the database and in the log. Of many refusals of one account or address
   * the database keeps the first ones and then one a minute; the log has them all.
   *
   * @param account the caller's, if the caller is known
   * @param target what the action was done to
   * @param result {@code done}, or the reason why not
   */
  public void write(
      Optional<String> account, String address, Action action, String target, String result) {
    say(account.orElse(""), address, action, target, result);
    if (action == Action.ACCESS && refusals.begin(account.orElse(address)).isPositive()) {
      return;
    }
    database.write(tx ->
        tx.execute(
            "insert into audit (at, account, address, action, target, result) values (?, ?, ?, ?, ?, ?)",
            param(clock.instant()),
            account.map(Audit::cut).orElse(null),
            address,
            action.word,
            cut(target),
            result));
  }

  /** Records an action of the caller of a request. */
  public void write(ServerRequest request, Action action, String target, String result) {
    var account = Caller.of(request).user().map(User::name);
    write(account, new RequestReader(request).address(), action, target, result);
  }

  /** Only writes the log line, for what the event log keeps already. */
  public void say(String account, String address, Action action, String target, String result) {
    LOG.log(
        Level.INFO,
        () ->
            "action=%s account=%s address=%s target=%s result=%s"
                .formatted(action.word, plain(account), plain(address), plain(target), result));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), MAX_LENGTH));
  }

  /** Text from a client cannot begin a new line or a new pair. */
  private static String plain(String text) {
    return text.isEmpty() ? "-" : NOT_PLAIN.matcher(cut(text)).replaceAll("?");
  }
}
