package waybill.access;

import static waybill.access.Requirement.ACCOUNT_ITSELF;
import static waybill.access.Requirement.ANYONE;
import static waybill.access.Requirement.CUSTOMER_ITSELF;
import static waybill.access.Requirement.OWNER;
import static waybill.access.Requirement.READER;
import static waybill.access.Requirement.SIGNED_IN;
import static waybill.access.Requirement.STAFF;

import java.util.List;
import java.util.Optional;

/** Who is allowed to do what, in one table. A route that is not in the table is closed. */
public final class Policies {
  /** One line of the table. The line for GET holds for HEAD as well. */
  public record Policy(String method, String path, Requirement requirement) {}

  public static final List<Policy> TABLE =
      List.of(
          new Policy("GET", "/", ANYONE),
          new Policy("GET", "/orders", ANYONE), // pages hold no data; their requests are below
          new Policy("GET", "/orders/{id}", ANYONE),
          new Policy("GET", "/track", ANYONE),
          new Policy("GET", "/clock", ANYONE),
          new Policy("GET", "/console/health", ANYONE),
          new Policy("GET", "/api/clock", ANYONE),
          new Policy("POST", "/api/session", ANYONE),
          new Policy("GET", "/api/session", SIGNED_IN),
          new Policy("DELETE", "/api/session", SIGNED_IN),
          new Policy("POST", "/api/tokens", ANYONE),
          new Policy("POST", "/api/accounts", STAFF),
          new Policy("PUT", "/api/accounts/{username}/password", ACCOUNT_ITSELF),
          new Policy("DELETE", "/api/accounts/{username}", STAFF),
          new Policy("POST", "/api/customers", STAFF),
          new Policy("GET", "/api/customers", STAFF),
          new Policy("GET", "/api/customers/{id}", CUSTOMER_ITSELF),
          new Policy("GET", "/api/customers/{id}/orders", CUSTOMER_ITSELF),
          new Policy("GET", "/api/customers/{id}/events", CUSTOMER_ITSELF),
          new Policy("POST", "/api/orders", STAFF),
          new Policy("GET", "/api/orders", STAFF),
          new Policy("GET", "/api/orders/{id}", READER),
          new Policy("GET", "/api/orders/{id}/events", READER),
          new Policy("POST", "/api/orders/{id}/events", STAFF),
          new Policy("POST", "/api/orders/{id}/notes", STAFF),
          new Policy("GET", "/api/orders/{id}/history", STAFF),
          new Policy("POST", "/api/orders/{id}/links", OWNER),
          new Policy("GET", "/api/orders/{id}/links", OWNER),
          new Policy("DELETE", "/api/orders/{id}/links", OWNER),
          new Policy("DELETE", "/api/orders/{id}/links/{link}", OWNER),
          new Policy("POST", "/api/links/redeem", ANYONE),
          new Policy("GET", "/api/health", STAFF),
          new Policy("GET", "/api/events", STAFF),
          new Policy("POST", "/api/events", STAFF));

  private Policies() {}

  /** The requirement of a route; empty if it is closed. */
  public static Optional<Requirement> of(String method, String path) {
    return TABLE.stream()
        .filter(policy -> policy.method().equals(method) && policy.path().equals(path))
        .map(Policy::requirement)
        .findAny();
  }
}
