package waybill.access;

import static waybill.log.Columns.optionalText;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;
import static waybill.log.Columns.time;

import io.helidon.webserver.http.ServerRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

  /** A client can cause refusals for free, so ever fewer of one client are stored. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Database database;
  private final LoginThrottle refusals;
  private final InstantSource clock;

  Audit(Database database, InstantSource clock) {
    this.database = database;
    this.refusals = new LoginThrottle(LONGEST_PAUSE, clock);
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
   * @param account who it was, if the caller is known
   * @param target what it was done to
   * @param result {@code done}, or why not
   */
  public void write(
      Optional<String> account, String address, Action action, String target, String result) {
    say(account.orElse(""), address, action, target, result);
    if (action == Action.ACCESS && refusals.begin(account.orElse(address)).isPositive()) {
      return;
    }
    database.inTransaction(tx ->
        tx.execute(
            "insert into audit (at, account, address, action, target, result) values (?, ?, ?, ?, ?, ?)",
            param(clock.instant()),
            account.map(Audit::cut).orElse(null),
            address,
            action.word,
            cut(target),
            result));
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
    return text.substring(0, Math.min(text.length(), MAX_LENGTH));
  }

  /** One line stays one line, and one pair one pair, whatever a client calls itself. */
  private static String plain(String text) {
    return text.isEmpty() ? "-" : NOT_PLAIN.matcher(cut(text)).replaceAll("?");
  }

  /** One row. */
  public record Entry(
      Instant at,
      Optional<String> account,
      String address,
      String action,
      String target,
      String result) {}

  /** The last entries, oldest first. */
  public List<Entry> last(int limit) {
    return database
        .inTransaction(tx ->
            tx.list(
                """
                select at, account, address, action, target, result from audit
                 order by id desc limit ?
                """,
                row ->
                    new Entry(
                        time(row, "at"),
                        optionalText(row, "account"),
                        text(row, "address"),
                        text(row, "action"),
                        text(row, "target"),
                        text(row, "result")),
                limit))
        .reversed();
  }
}
