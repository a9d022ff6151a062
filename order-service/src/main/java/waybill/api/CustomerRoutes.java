package waybill.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import waybill.access.Audit;
import waybill.access.Audit.Action;
import waybill.access.Caller;
import waybill.api.OrderJson.Audience;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.json.Json;
import waybill.log.Customers;
import waybill.log.EventLog;
import waybill.log.OrderCommands;
import waybill.log.OrderStore;
import waybill.log.Registration;
import waybill.order.Customer;
import waybill.order.CustomerId;
import waybill.stream.Cursor;

/** Registering and reading customers, and the snapshot a customer's page starts from. */
public final class CustomerRoutes {
  private final OrderCommands commands;
  private final Customers customers;
  private final OrderStore orders;
  private final EventLog log;
  private final Audit audit;

  public CustomerRoutes(
      OrderCommands commands, Customers customers, OrderStore orders, EventLog log, Audit audit) {
    this.commands = commands;
    this.customers = customers;
    this.orders = orders;
    this.log = log;
    this.audit = audit;
  }

  public void addTo(RouteTable routes) {
    routes
        .on(Method.POST, "/api/customers", this::register)
        .on(Method.GET, "/api/customers", this::list)
        .on(Method.GET, "/api/customers/{id}", this::read)
        .on(Method.GET, "/api/customers/{id}/orders", this::snapshot);
  }

  private void register(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var body = reader.body();
    var request = Requests.newCustomer(Json.parse(body));
    var customer = registered(commands.register(request, ApiRequest.key(req, body)));
    var location = "/api/customers/" + customer.id();
    audit.write(req, Action.CUSTOMER_MADE, location, "done");
    Responses.created(req, res, location, CustomerJson.view(customer));
  }

  private static Customer registered(Registration registration) {
    return switch (registration) {
      case Registration.Registered(var customer) -> customer;
      case Registration.Exists _ ->
          throw Problem.exists("A customer with this id exists already.").exception();
      case Registration.KeyReused _ -> throw ApiProblems.keyReused().exception();
    };
  }

  private void list(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    reader.acceptsJson();
    int limit = reader.query("limit", 100, 500);
    var found = customers.list(reader.query("page").orElse(""), limit + 1);
    boolean more = found.size() > limit;
    var page = more ? found.subList(0, limit) : found;
    var next = more ? Optional.of(page.getLast().id().value()) : Optional.<String>empty();
    next.ifPresent(token -> res.header(HeaderNames.LINK, reader.link("page", token, "next")));
    Responses.json(req, res, CustomerJson.page(page, next));
  }

  private void read(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var customer =
        customers
            .find(reader.path("id", CustomerId::parse))
            .orElseThrow(() -> Problem.notFound().exception());
    reader.acceptsJson();
    Responses.json(req, res, CustomerJson.view(customer));
  }

  private void snapshot(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var customer = reader.path("id", CustomerId::parse);
    var snapshot = orders.snapshot(customer).orElseThrow(() -> Problem.notFound().exception());
    reader.acceptsJson();
    var cursor = new Cursor(log.epoch(), snapshot.seq());
    res.header(
        HeaderNames.LINK,
        "</api/customers/" + customer + "/events?after=" + cursor + ">; rel=\"stream\"");
    var audience = Caller.of(req).isStaff() ? Audience.STAFF : Audience.CUSTOMER;
    Responses.json(req, res, OrderJson.snapshot(cursor, snapshot.orders(), audience));
  }
}
