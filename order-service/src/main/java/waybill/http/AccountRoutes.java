package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Locale;
import java.util.Optional;
import waybill.access.AccountOffice;
import waybill.access.Audit;
import waybill.access.Audit.Action;
import waybill.json.AccessRequests;
import waybill.store.access.Role;

/** Making accounts, changing their passwords, disabling them. */
final class AccountRoutes {
  private static final String ACCOUNTS = "/api/accounts";

  private final AccountOffice office;
  private final Audit audit;

  AccountRoutes(AccountOffice office, Audit audit) {
    this.office = office;
    this.audit = audit;
  }

  void addTo(RouteTable routes) {
    routes
        .on(Method.POST, ACCOUNTS, this::open)
        .on(Method.PUT, ACCOUNTS + "/{username}/password", this::changePassword)
        .on(Method.DELETE, ACCOUNTS + "/{username}", this::disable);
  }

  private void open(ServerRequest req, ServerResponse res) {
    var asked = AccessRequests.newAccount(Inquiry.json(new Inquiry(req).body()));
    var role = Role.valueOf(asked.role().toUpperCase(Locale.ROOT));
    switch (office.open(asked.username(), asked.password(), role, asked.customer())) {
      case DONE -> {
        write(req, Action.ACCOUNT_MADE, asked.username(), "done");
        res.header(HeaderNames.LOCATION, ACCOUNTS + "/" + asked.username());
        Answers.created(
            req, res, AccessJson.account(asked.username(), role, asked.customer()));
      }
      case EXISTS -> throw Problem.exists("There is, or was, an account of that name.").exception();
      case NO_SUCH_CUSTOMER ->
          throw AccessRequests.wrong("/customerId", "there is no such customer");
    }
  }

  private void changePassword(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    var asked = AccessRequests.newPassword(Inquiry.json(inquiry.body()));
    var username = inquiry.parameter("username");
    switch (office.changePassword(inquiry.user(), username, asked.old(), asked.password())) {
      case DONE -> {
        write(req, Action.PASSWORD_CHANGED, username, "done");
        Answers.nothing(res);
      }
      case OLD_ONE_WRONG -> {
        write(req, Action.PASSWORD_CHANGED, username, "wrong");
        throw AccessRequests.wrong("/oldPassword", "is not the password as it is now");
      }
      case NO_SUCH_ACCOUNT -> throw Problem.notFound().exception();
    }
  }

  private void disable(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    var username = inquiry.parameter("username");
    if (inquiry.user().name().equals(username)) {
      throw Problem.ownAccount().exception();
    }
    if (!office.disable(username)) {
      throw Problem.notFound().exception();
    }
    write(req, Action.ACCOUNT_DISABLED, username, "done");
    Answers.nothing(res);
  }

  private void write(ServerRequest req, Action action, String target, String result) {
    var inquiry = new Inquiry(req);
    audit.write(Optional.of(inquiry.user().name()), inquiry.address(), action, target, result);
  }
}
