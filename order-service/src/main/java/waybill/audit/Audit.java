package waybill.audit;

import static waybill.log.Columns.param;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import waybill.log.Author;
import waybill.log.CommandResult;
import waybill.log.Database;
import waybill.throttle.Throttle;

/**
 * Records who did what from where, with which result: in the database, which refuses to change it,
 * and as a log line of {@code key=value} pairs. Never a password, a token, or an unknown name,
 * because people type passwords into the wrong field. An author without an account is unknown.
 */
public final class Audit {
  private static final Logger LOG = System.getLogger("waybill.audit");
  private static final int MAX_LENGTH = 200;
  private static final Pattern NOT_PLAIN = Pattern.compile("[^\\x21-\\x7e]|[=\"\\\\]");
  private static final String DONE = "done";

  /** A client can cause refusals for free, so fewer and fewer of one client are recorded. */
  private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

  /** Refusals of unknown callers between two calls of {@link #logOmitted}: addresses are many. */
  static final int MAX_UNKNOWN = 200;

  private final Database database;
  private final Throttle refusals;
  private final InstantSource clock;
  private final AtomicInteger unknown = new AtomicInteger();
  private final AtomicInteger omitted = new AtomicInteger();

  public Audit(Database database, InstantSource clock) {
    this.database = database;
    this.refusals = new Throttle(MAX_PAUSE, clock);
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

  /** Records what was done, and what it was done to. */
  public void done(Author author, Action action, String target) {
    record(author, action, target, DONE);
  }

  /** Only logs a change of an order, because the event log keeps it; a repeated request is none. */
  public void changed(Author author, CommandResult result) {
    if (result instanceof CommandResult.Accepted(var order, var event)) {
      var target = order.id() + "/" + event.type().wireName();
      log(author, Action.ORDER_CHANGED, target, DONE);
    }
  }

  /** As {@link #refused}: for what was done, and costs its client nothing to repeat. */
  public void done(Author author, String addressGroup, Action action, String target) {
    recordUnlessTooMany(author, addressGroup, action, target, DONE);
  }

  /**
   * Records a refusal, unless the same client caused too many of the same kind.
   *
   * @param addressGroup the part of the address that unknown callers are counted by
   */
  public void refused(
      Author author, String addressGroup, Action action, String target, String why) {
    recordUnlessTooMany(author, addressGroup, action, target, why);
  }

  private void recordUnlessTooMany(
      Author author, String addressGroup, Action action, String target, String result) {
    boolean known = !author.account().isEmpty();
    var client = action.word + " " + (known ? author.account() : "address " + addressGroup);
    if (refusals.begin(client).isZero() && (known || unknown.incrementAndGet() <= MAX_UNKNOWN)) {
      record(author, action, target, result);
    } else {
      omitted.incrementAndGet();
    }
  }

  /** Logs how many entries were not recorded since the last call. To be called periodically. */
  public void logOmitted() {
    unknown.set(0);
    int more = omitted.getAndSet(0);
    if (more > 0) {
      LOG.log(Level.INFO, () -> "entries=" + more + " result=omitted");
    }
  }

  private void record(Author author, Action action, String target, String result) {
    log(author, action, target, result);
    database.write(tx ->
        tx.execute(
            "insert into audit (at, account, address, action, target, result) values (?, ?, ?, ?, ?, ?)",
            param(clock.instant()),
            Optional.of(cut(author.account())).filter(name -> !name.isEmpty()).orElse(null),
            author.address(),
            action.word,
            cut(target),
            result));
  }

  private static void log(Author author, Action action, String target, String result) {
    LOG.log(
        Level.INFO,
        () ->
            "action=%s account=%s address=%s target=%s result=%s"
                .formatted(
                    action.word,
                    plain(author.account()),
                    plain(author.address()),
                    plain(target),
                    result));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), MAX_LENGTH));
  }

  /** Text from a client cannot begin a new line or a new pair. */
  private static String plain(String text) {
    return text.isEmpty() ? "-" : NOT_PLAIN.matcher(cut(text)).replaceAll("?");
  }
}
