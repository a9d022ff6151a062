package waybill.access;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import waybill.audit.Audit;
import waybill.log.Database;
import waybill.order.CustomerId;
import waybill.order.OrderId;
import waybill.stream.Hub;

/** All parts of access, built in the order in which they depend on each other. */
public record Access(
    SignIn signIn,
    Sessions sessions,
    Tokens tokens,
    Links links,
    Revocations revocations,
    Accounts accounts,
    RequestSecurity security,
    Audit audit) {

  /**
   * Builds all parts on a database.
   *
   * @param owners finds the customer of an order
   * @param hub its streams end together with the right they were opened by
   */
  public static Access open(
      Database database,
      AccessSettings settings,
      CookieNames cookies,
      Function<OrderId, Optional<CustomerId>> owners,
      Hub hub,
      InstantSource clock) {
    var passwords = new Passwords();
    var accounts = new Accounts(database, passwords, clock);
    var signIn = new SignIn(accounts, database, passwords, clock);
    var sessions = new Sessions(database, settings, clock);
    var keys = new SigningKeys(database, settings.token(), clock);
    var accountCache = new AccountCache(accounts, System::nanoTime);
    var tokens = new Tokens(accountCache, keys, settings.token(), clock);
    var links = new Links(database, clock);
    var revocations = new Revocations(accounts, accountCache, sessions, links, hub, clock);
    var issuer = settings.issuer().map(outside -> new ExternalIssuer(outside, clock));
    var security = new RequestSecurity(tokens, issuer, sessions, links, cookies, owners);
    var audit = new Audit(database, clock);
    return new Access(signIn, sessions, tokens, links, revocations, accounts, security, audit);
  }
}
