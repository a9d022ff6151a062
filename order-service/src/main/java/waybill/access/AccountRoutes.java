package waybill.access;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Locale;
import waybill.access.AccessJson.AccountView;
import waybill.access.Audit.Action;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.json.Fields.InvalidFields;
import waybill.order.CustomerId;

/** Making accounts, changing their passwords, disabling them. */
public final class AccountRoutes {
  private static final String ACCOUNTS = "/api/accounts";

  private final AccountService office;
  private final Audit audit;

  public AccountRoutes(AccountService office, Audit audit) {
    this.office = office;
    this.audit = audit;
  }

  public void addTo(RouteTable routes) {
    routes
        .on(Method.POST, ACCOUNTS, this::open)
        .on(Method.PUT, ACCOUNTS + "/{username}/password", this::changePassword)
        .on(Method.DELETE, ACCOUNTS + "/{username}", this::disable);
  }

  private void open(ServerRequest req, ServerResponse res) {
    var asked = AccessRequests.newAccount(new RequestReader(req).json());
    var role = Role.valueOf(asked.role().toUpperCase(Locale.ROOT));
    switch (office.open(asked.username(), asked.password(), role, asked.customer())) {
      case DONE -> {
        audit.write(req, Action.ACCOUNT_MADE, asked.username(), "done");
        var view =
            new AccountView(
                asked.username(), role.wireName(), asked.customer().map(CustomerId::value));
        Responses.created(req, res, ACCOUNTS + "/" + asked.username(), view);
      }
      case EXISTS -> throw AccessProblems.accountExists().exception();
      case NO_SUCH_CUSTOMER -> throw InvalidFields.of("/customerId", "there is no such customer");
    }
  }

  private void changePassword(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var asked = AccessRequests.newPassword(reader.json());
    var username = reader.path("username");
    switch (office.changePassword(Caller.user(req), username, asked.old(), asked.password())) {
      case DONE -> {
        audit.write(req, Action.PASSWORD_CHANGED, username, "done");
        Responses.noContent(res);
      }
      case OLD_ONE_WRONG -> {
        audit.write(req, Action.PASSWORD_CHANGED, username, "wrong");
        throw InvalidFields.of("/oldPassword", "is not the password as it is now");
      }
      case NO_SUCH_ACCOUNT -> throw Problem.notFound().exception();
    }
  }

  private void disable(ServerRequest req, ServerResponse res) {
    var username = new RequestReader(req).path("username");
    if (Caller.user(req).name().equals(username)) {
      throw AccessProblems.ownAccount().exception();
    }
    if (!office.disable(username)) {
      throw Problem.notFound().exception();
    }
    audit.write(req, Action.ACCOUNT_DISABLED, username, "done");
    Responses.noContent(res);
  }
}
