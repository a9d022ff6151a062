package waybill.access;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;
import waybill.access.AccessJson.TokenView;
import waybill.access.AccessJson.UserView;
import waybill.access.SignIn.Answer;
import waybill.audit.Audit;
import waybill.audit.Audit.Action;
import waybill.http.Cookies;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.log.Author;
import waybill.throttle.Devices;

/** Routes to sign in and out: sessions for browsers, tokens for scripts. */
public final class SignInRoutes {
  static final String SESSION = "/api/session";

  private final SignIn signIn;
  private final Sessions sessions;
  private final Tokens tokens;
  private final Revocations revocations;
  private final Cookies cookies;
  private final CookieNames names;
  private final Audit audit;

  public SignInRoutes(Access access, Cookies cookies) {
    this.signIn = access.signIn();
    this.sessions = access.sessions();
    this.tokens = access.tokens();
    this.revocations = access.revocations();
    this.cookies = cookies;
    this.names = CookieNames.of(cookies);
    this.audit = access.audit();
  }

  public void addTo(RouteTable routes) {
    routes
        .on(Method.POST, SESSION, this::signIn)
        .on(Method.GET, SESSION, SignInRoutes::whoAmI)
        .on(Method.DELETE, SESSION, this::signOut)
        .on(Method.POST, "/api/tokens", this::token);
  }

  private void signIn(ServerRequest req, ServerResponse res) {
    var device = Cookies.find(req, names.device());
    var account = check(req, Action.SIGN_IN, device);
    var session =
        sessions.open(account).orElseThrow(() -> AccessProblems.badCredentials().exception());
    audit.done(author(req, account), Action.SIGN_IN, account.username());
    cookies.set(res, names.session(), session, cookieLife(account));
    Cookies.find(req, names.session()).flatMap(sessions::find).ifPresent(revocations::signOut);
    signIn
        .remember(account, device)
        .ifPresent(cookie -> cookies.set(res, names.device(), cookie, Optional.of(Devices.LIFE)));
    Responses.noContent(res);
  }

  /** A customer stays signed in when the browser closes; a staff member does not. */
  private Optional<Duration> cookieLife(Account account) {
    return account.role() == Role.CUSTOMER
        ? Optional.of(sessions.maxLife(account.role()))
        : Optional.empty();
  }

  private void token(ServerRequest req, ServerResponse res) {
    var account = check(req, Action.TOKEN, Optional.empty());
    var token = tokens.issue(account);
    audit.done(author(req, account), Action.TOKEN, account.username());
    Responses.json(req, res, new TokenView(token, "Bearer", tokens.life().toSeconds()));
  }

  private Account check(ServerRequest req, Action action, Optional<String> device) {
    var reader = new RequestReader(req);
    var asked = AccessRequests.credentials(reader.json());
    var claim = new SignIn.Claim(asked.username(), asked.password(), reader.addressGroup(), device);
    return switch (signIn.check(claim)) {
      case Answer.Welcome(var account) -> account;
      case Answer.Wrong(boolean known) -> {
        var target = known ? asked.username() : "unknown";
        audit.refused(Caller.author(req), reader.addressGroup(), action, target, "wrong");
        throw AccessProblems.badCredentials().exception();
      }
      case Answer.TooMany(var pause) -> {
        audit.refused(Caller.author(req), reader.addressGroup(), action, "unknown", "too many");
        throw AccessProblems.tooManyAttempts(pause).exception();
      }
    };
  }

  private static Author author(ServerRequest req, Account account) {
    return new Author(account.username(), new RequestReader(req).address());
  }

  private static void whoAmI(ServerRequest req, ServerResponse res) {
    Responses.json(req, res, UserView.of(Caller.user(req)));
  }

  private void signOut(ServerRequest req, ServerResponse res) {
    var user = Caller.user(req);
    revocations.signOut(user);
    audit.done(Caller.author(req), Action.SIGN_OUT, user.name());
    cookies.clear(res, names.session());
    Responses.noContent(res);
  }
}
