package waybill.http;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;
import waybill.access.Audit;
import waybill.access.Audit.Action;
import waybill.access.LoginSessions;
import waybill.access.Rights;
import waybill.access.SignIn;
import waybill.access.SignIn.Answer;
import waybill.access.Tokens;
import waybill.json.AccessRequests;
import waybill.store.access.Account;
import waybill.store.access.Role;

/** Signing in and out: sessions for browsers, tokens for scripts. */
final class SignInRoutes {
  static final String SESSION = "/api/session";

  private final SignIn signIn;
  private final LoginSessions sessions;
  private final Tokens tokens;
  private final Rights rights;
  private final Cookies cookies;
  private final Audit audit;

  SignInRoutes(
      SignIn signIn,
      LoginSessions sessions,
      Tokens tokens,
      Rights rights,
      Cookies cookies,
      Audit audit) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.tokens = tokens;
    this.rights = rights;
    this.cookies = cookies;
    this.audit = audit;
  }

  void addTo(RouteTable routes) {
    routes
        .on(Method.POST, SESSION, this::signIn)
        .on(Method.GET, SESSION, SignInRoutes::whoAmI)
        .on(Method.DELETE, SESSION, this::signOut)
        .on(Method.POST, "/api/tokens", this::token);
  }

  private void signIn(ServerRequest req, ServerResponse res) {
    var device = Cookies.read(req, cookies.names().device());
    var account = check(req, Action.SIGN_IN, device);
    var session = sessions.open(account).orElseThrow(() -> Problem.badCredentials().exception());
    cookies.set(res, cookies.names().session(), session, kept(account));
    Cookies.read(req, cookies.names().session()).flatMap(sessions::find).ifPresent(rights::signOut);
    signIn
        .remember(account, device)
        .ifPresent(cookie ->
            cookies.set(res, cookies.names().device(), cookie, Optional.of(SignIn.DEVICE)));
    Answers.nothing(res);
  }

  /** A customer's phone may be switched off; a staff member's browser forgets when it closes. */
  private Optional<Duration> kept(Account account) {
    return account.role() == Role.CUSTOMER
        ? Optional.of(sessions.longest(account.role()))
        : Optional.empty();
  }

  private void token(ServerRequest req, ServerResponse res) {
    var account = check(req, Action.TOKEN, Optional.empty());
    var token = tokens.issue(account);
    Answers.json(req, res, AccessJson.token(token, tokens.life().toSeconds()));
  }

  private Account check(ServerRequest req, Action action, Optional<String> device) {
    var inquiry = new Inquiry(req);
    var asked = AccessRequests.credentials(Inquiry.json(inquiry.body()));
    var claim =
        new SignIn.Claim(asked.username(), asked.password(), inquiry.addressGroup(), device);
    return switch (signIn.check(claim)) {
      case Answer.Welcome(var account) -> {
        audit.write(
            Optional.of(account.username()), inquiry.address(), action, account.username(), "done");
        yield account;
      }
      case Answer.Wrong(boolean known) -> {
        var whose = known ? asked.username() : "unknown";
        audit.write(Optional.empty(), inquiry.address(), action, whose, "wrong");
        throw Problem.badCredentials().exception();
      }
      case Answer.TooMany(var pause) -> {
        audit.say("", inquiry.address(), action, "", "too many");
        throw Problem.tooManyAttempts(pause).exception();
      }
    };
  }

  private static void whoAmI(ServerRequest req, ServerResponse res) {
    Answers.json(req, res, AccessJson.user(new Inquiry(req).user()));
  }

  private void signOut(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    rights.signOut(inquiry.user());
    audit.write(
        Optional.of(inquiry.user().name()),
        inquiry.address(),
        Action.SIGN_OUT,
        inquiry.user().name(),
        "done");
    cookies.clear(res, cookies.names().session());
    Answers.nothing(res);
  }
}
