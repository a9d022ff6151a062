package waybill.access;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import waybill.order.CustomerId;
import waybill.order.OrderId;
import waybill.store.Database;
import waybill.stream.Hub;

/** All of access, put together in the order in which it depends on each other. */
public record Access(
    SignIn signIn,
    LoginSessions sessions,
    Tokens tokens,
    Links links,
    Rights rights,
    AccountOffice accounts,
    RequestSecurity security,
    Audit audit) {

  /**
   * Opens it on a database.
   *
   * @param owners whose an order is
   * @param streams the streams that end with the rights
   */
  public static Access open(
      Database database,
      AccessSettings settings,
      CookieNames cookies,
      Function<OrderId, Optional<CustomerId>> owners,
      Hub streams,
      InstantSource clock) {
    var accounts = new Accounts(database);
    var sessions = new Sessions(database);
    var passwords = new Passwords();
    var signIn = new SignIn(accounts, database, passwords, clock);
    var loginSessions = new LoginSessions(sessions, settings, clock);
    var keys = new KeyRing(new SigningKeys(database), settings.token(), clock);
    var known = new KnownAccounts(accounts, System::nanoTime);
    var tokens = new Tokens(known, keys, settings.token(), clock);
    var links = new Links(database, clock);
    var rights = new Rights(accounts, known, sessions, loginSessions, links, streams, clock);
    var office = new AccountOffice(accounts, passwords, signIn, rights, clock);
    var security =
        new RequestSecurity(
            tokens, loginSessions, links, cookies, settings.issuer(), owners, clock);
    var audit = new Audit(database, clock);
    return new Access(signIn, loginSessions, tokens, links, rights, office, security, audit);
  }
}
