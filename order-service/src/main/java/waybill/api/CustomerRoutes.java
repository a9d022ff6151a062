package waybill.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import waybill.access.Caller;
import waybill.api.OrderJson.Audience;
import waybill.audit.Audit;
import waybill.audit.Audit.Action;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.log.Customers;
import waybill.log.EventLog;
import waybill.log.OrderCommands;
import waybill.log.OrderStore;
import waybill.log.Registration;
import waybill.order.Customer;
import waybill.order.CustomerId;

/** Registering and reading customers, and the snapshot that a customer's page starts from. */
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

  private record CustomerView(String id, String name, String email, Instant createdAt) {
    static CustomerView of(Customer customer) {
      return new CustomerView(
          customer.id().value(), customer.name(), customer.email(), customer.createdAt());
    }
  }

  /** A page of customers; {@code next} is the token of the page that follows. */
  private record PageView(List<CustomerView> customers, Optional<String> next) {}

  private void register(ServerRequest req, ServerResponse res) {
    var request = new ChangeRequest(req);
    var newCustomer = request.read(Requests::newCustomer);
    var result = commands.register(newCustomer, request.key());
    var customer =
        switch (result) {
          case Registration.Registered(var registered) -> registered;
          case Registration.RegisteredBefore(var registered) -> registered;
          case Registration.Exists _ ->
              throw Problem.exists("A customer with this id exists already.").exception();
          case Registration.KeyReused _ -> throw ApiProblems.keyReused().exception();
        };
    var location = "/api/customers/" + customer.id();
    if (result instanceof Registration.Registered) {
      audit.done(Caller.author(req), Action.CUSTOMER_MADE, location);
    }
    Responses.created(req, res, location, CustomerView.of(customer));
  }

  private void list(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    reader.acceptsJson();
    int limit = reader.query("limit", 100, 500);
    var found = customers.list(reader.query("page").orElse(""), limit + 1);
    var next =
        found.size() > limit
            ? Optional.of(found.get(limit - 1).id().value())
            : Optional.<String>empty();
    next.ifPresent(token -> res.header(HeaderNames.LINK, reader.link("page", token, "next")));
    var views = found.stream().limit(limit).map(CustomerView::of).toList();
    Responses.json(req, res, new PageView(views, next));
  }

  private void read(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var id = reader.path("id", CustomerId::parse);
    var customer = customers.find(id).orElseThrow(() -> Problem.notFound().exception());
    reader.acceptsJson();
    Responses.json(req, res, CustomerView.of(customer));
  }

  private void snapshot(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    var customer = reader.path("id", CustomerId::parse);
    var snapshot = orders.snapshot(customer).orElseThrow(() -> Problem.notFound().exception());
    reader.acceptsJson();
    var cursor = new OrderTopics(log).cursor(OrderTopics.of(customer), snapshot.seq());
    res.header(
        HeaderNames.LINK,
        "</api/customers/" + customer + "/events?after=" + cursor + ">; rel=\"stream\"");
    var audience = Caller.of(req).isStaff() ? Audience.STAFF : Audience.CUSTOMER;
    Responses.json(req, res, OrderJson.snapshot(cursor, snapshot.orders(), audience));
  }
}
