package waybill.access;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import waybill.log.Database;
import waybill.order.CustomerId;
import waybill.order.OrderId;
import waybill.stream.Hub;

/** All of access, put together in the order in which it depends on each other. */
public record Access(
    SignIn signIn,
    Sessions sessions,
    Tokens tokens,
    Links links,
    Revocations revocations,
    AccountService accounts,
    RequestSecurity security,
    Audit audit) {

  /**
   * Opens it on a database.
   *
   * @param owners whose an order is
   * @param streams ended together with the right they were opened by
   */
  public static Access open(
      Database database,
      AccessSettings settings,
      CookieNames cookies,
      Function<OrderId, Optional<CustomerId>> owners,
      Hub streams,
      InstantSource clock) {
    var accounts = new Accounts(database);
    var sessionStore = new SessionStore(database);
    var passwords = new Passwords();
    var signIn = new SignIn(accounts, database, passwords, clock);
    var sessions = new Sessions(sessionStore, settings, clock);
    var keys = new KeyRing(new SigningKeys(database), settings.token(), clock);
    var known = new AccountCache(accounts, System::nanoTime);
    var tokens = new Tokens(known, keys, settings.token(), clock);
    var links = new Links(database, clock);
    var revocations =
        new Revocations(accounts, known, sessionStore, sessions, links, streams, clock);
    var accountService = new AccountService(accounts, passwords, signIn, revocations, clock);
    var security =
        new RequestSecurity(tokens, sessions, links, cookies, settings.issuer(), owners, clock);
    var audit = new Audit(database, clock);
    return new Access(
        signIn, sessions, tokens, links, revocations, accountService, security, audit);
  }
}
