package waybill.customers;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import waybill.access.Caller;
import waybill.api.ApiProblems;
import waybill.api.ChangeRequest;
import waybill.audit.Audit;
import waybill.audit.Audit.Action;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.json.Fields;
import waybill.log.Customers;
import waybill.log.OrderCommands;
import waybill.log.Registration;
import waybill.order.Customer;
import waybill.order.CustomerId;
import waybill.order.NewCustomer;

/** Registering and reading customers. */
public final class CustomerRoutes {
  private static final Pattern ID = Pattern.compile(CustomerId.SHAPE);
  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,255}");
  private static final Pattern PERSON = Pattern.compile("\\P{Cntrl}{1,200}");

  private final OrderCommands commands;
  private final Customers customers;
  private final Audit audit;

  public CustomerRoutes(OrderCommands commands, Customers customers, Audit audit) {
    this.commands = commands;
    this.customers = customers;
    this.audit = audit;
  }

  public void addTo(RouteTable routes) {
    routes
        .on(Method.POST, "/api/customers", this::register)
        .on(Method.GET, "/api/customers", this::list, "limit", "page")
        .on(Method.GET, "/api/customers/{id}", this::read);
  }

  private record CustomerView(String id, String name, String email, Instant createdAt) {
    static CustomerView of(Customer customer) {
      return new CustomerView(
          customer.id().value(), customer.name(), customer.email(), customer.createdAt());
    }
  }

  /** A page of customers; {@code next} is the token of the page that follows. */
  private record PageView(List<CustomerView> customers, Optional<String> next) {}

  static NewCustomer newCustomer(Fields f) {
    return new NewCustomer(
        f.optionalMatch("id", ID, "must look like " + CustomerId.SHAPE).flatMap(CustomerId::parse),
        f.match("name", PERSON, "must be one line of at most 200 characters"),
        f.match("email", EMAIL, "must be an e-mail address"));
  }

  private void register(ServerRequest req, ServerResponse res) {
    var request = ChangeRequest.read(req, CustomerRoutes::newCustomer);
    var result = commands.register(request.value(), request.key());
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
    var after = reader.page(CustomerId::parse).map(CustomerId::value);
    var found = customers.list(after.orElse(""), limit + 1);
    var next =
        found.size() > limit
            ? Optional.of(found.get(limit - 1).id().value())
            : Optional.<String>empty();
    reader.linkNext(res, next);
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
}
