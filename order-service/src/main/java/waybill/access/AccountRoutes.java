package waybill.access;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import waybill.access.AccessJson.AccountView;
import waybill.access.SignIn.Answer;
import waybill.audit.Audit;
import waybill.audit.Audit.Action;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.json.Fields.InvalidFields;
import waybill.order.CustomerId;

/** Routes that make accounts, change their passwords and disable them. */
public final class AccountRoutes {
  private static final String ACCOUNTS = "/api/accounts";

  private final Accounts accounts;
  private final SignIn signIn;
  private final Revocations revocations;
  private final Audit audit;

  public AccountRoutes(Access access) {
    this.accounts = access.accounts();
    this.signIn = access.signIn();
    this.revocations = access.revocations();
    this.audit = access.audit();
  }

  public void addTo(RouteTable routes) {
    routes
        .on(Method.POST, ACCOUNTS, this::open)
        .on(Method.PUT, ACCOUNTS + "/{username}/password", this::changePassword)
        .on(Method.DELETE, ACCOUNTS + "/{username}", this::disable);
  }

  private void open(ServerRequest req, ServerResponse res) {
    var asked = AccessRequests.newAccount(new RequestReader(req).json());
    var name = asked.username();
    var account = accounts.account(name, asked.password(), asked.role(), asked.customer());
    switch (accounts.add(account)) {
      case DONE -> {
        audit.done(Caller.author(req), Action.ACCOUNT_MADE, name);
        var customer = asked.customer().map(CustomerId::value);
        var view = new AccountView(name, asked.role().wireName(), customer);
        Responses.created(req, res, ACCOUNTS + "/" + name, view);
      }
      case EXISTS -> throw AccessProblems.accountExists().exception();
      case NO_SUCH_CUSTOMER -> throw InvalidFields.of("/customerId", "there is no such customer");
    }
  }

  /** Callers who change their own password must know the old one, and keep their session. */
  private void changePassword(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var asked = AccessRequests.newPassword(reader.json());
    var account =
        reader.path("username", name -> accounts.find(name).filter(found -> !found.disabled()));
    var username = account.username();
    var caller = Caller.user(req);
    boolean own = caller.name().equals(username);
    if (own) {
      checkOld(req, username, asked.old());
    }
    var session = own ? caller.session().map(Session::id) : Optional.<String>empty();
    if (!revocations.changePassword(username, asked.password(), session)) {
      throw Problem.notFound().exception();
    }
    audit.done(Caller.author(req), Action.PASSWORD_CHANGED, username);
    Responses.noContent(res);
  }

  /** A wrong old password counts as an attempt to sign in. */
  private void checkOld(ServerRequest req, String username, Optional<String> old) {
    var group = new RequestReader(req).addressGroup();
    var password =
        old.orElseThrow(() -> InvalidFields.of("/oldPassword", "is required for the own password"));
    switch (signIn.check(new SignIn.Claim(username, password, group, Optional.empty()))) {
      case Answer.Welcome _ -> {}
      case Answer.Wrong _ -> {
        audit.refused(Caller.author(req), group, Action.PASSWORD_CHANGED, username, "wrong");
        throw InvalidFields.of("/oldPassword", "is not the password as it is now");
      }
      case Answer.TooMany(var pause) -> throw AccessProblems.tooManyAttempts(pause).exception();
    }
  }

  private void disable(ServerRequest req, ServerResponse res) {
    var username = new RequestReader(req).path("username");
    if (Caller.user(req).name().equals(username)) {
      throw AccessProblems.ownAccount().exception();
    }
    if (!revocations.disable(username)) {
      throw Problem.notFound().exception();
    }
    audit.done(Caller.author(req), Action.ACCOUNT_DISABLED, username);
    Responses.noContent(res);
  }
}
