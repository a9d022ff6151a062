package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import waybill.access.Audit;
import waybill.access.Audit.Action;
import waybill.json.CustomerJson;
import waybill.json.OrderJson;
import waybill.json.OrderJson.Audience;
import waybill.json.Requests;
import waybill.order.Customer;
import waybill.store.Customers;
import waybill.store.EventLog;
import waybill.store.OrderCommands;
import waybill.store.Orders;
import waybill.store.Registration;
import waybill.stream.Cursor;

/** Registering and reading customers, and the snapshot a customer's page starts from. */
final class CustomerRoutes {
  private final OrderCommands commands;
  private final Customers customers;
  private final Orders orders;
  private final EventLog log;
  private final Audit audit;

  CustomerRoutes(
      OrderCommands commands, Customers customers, Orders orders, EventLog log, Audit audit) {
    this.commands = commands;
    this.customers = customers;
    this.orders = orders;
    this.log = log;
    this.audit = audit;
  }

  void addTo(RouteTable routes) {
    routes
        .on(Method.POST, "/api/customers", this::register)
        .on(Method.GET, "/api/customers", this::list)
        .on(Method.GET, "/api/customers/{id}", this::read)
        .on(Method.GET, "/api/customers/{id}/orders", this::snapshot);
  }

  private void register(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    var body = inquiry.body();
    var request = Requests.newCustomer(Inquiry.json(body));
    var customer = registered(commands.register(request, inquiry.key(body)));
    var location = "/api/customers/" + customer.id();
    audit.write(
        Optional.of(inquiry.user().name()),
        inquiry.address(),
        Action.CUSTOMER_MADE,
        location,
        "done");
    res.header(HeaderNames.LOCATION, location);
    Answers.created(req, res, CustomerJson.customer(customer));
  }

  private static Customer registered(Registration registration) {
    return switch (registration) {
      case Registration.Registered(var customer) -> customer;
      case Registration.Exists _ ->
          throw Problem.exists("There is a customer of that id already.").exception();
      case Registration.KeyReused _ -> throw Problem.keyReused().exception();
    };
  }

  private void list(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    inquiry.acceptsJson();
    int limit = inquiry.query("limit", 100, 500);
    var found = customers.list(inquiry.query("page").orElse(""), limit + 1);
    boolean more = found.size() > limit;
    var page = more ? found.subList(0, limit) : found;
    var next = more ? Optional.of(page.getLast().id().value()) : Optional.<String>empty();
    next.ifPresent(token -> res.header(HeaderNames.LINK, inquiry.link("page", token, "next")));
    Answers.json(req, res, CustomerJson.page(page, next));
  }

  private void read(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    var customer =
        customers.find(inquiry.customerId()).orElseThrow(() -> Problem.notFound().exception());
    inquiry.acceptsJson();
    Answers.json(req, res, CustomerJson.customer(customer));
  }

  private void snapshot(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    var customer = inquiry.customerId();
    var snapshot = orders.snapshot(customer).orElseThrow(() -> Problem.notFound().exception());
    inquiry.acceptsJson();
    var cursor = new Cursor(log.epoch(), snapshot.seq());
    res.header(
        HeaderNames.LINK,
        "</api/customers/" + customer + "/events?after=" + cursor + ">; rel=\"stream\"");
    var audience = inquiry.visitor().isStaff() ? Audience.STAFF : Audience.CUSTOMER;
    Answers.json(req, res, OrderJson.snapshot(cursor, snapshot.orders(), audience));
  }
}
