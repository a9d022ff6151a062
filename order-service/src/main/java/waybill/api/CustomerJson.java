package waybill.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import waybill.order.Customer;

/** Customers as the API shows them to staff. */
final class CustomerJson {
  private CustomerJson() {}

  record CustomerView(String id, String name, String email, Instant createdAt) {}

  /** One page; {@code next} is the token of the following one. */
  record PageView(List<CustomerView> customers, Optional<String> next) {}

  static CustomerView view(Customer customer) {
    return new CustomerView(
        customer.id().value(), customer.name(), customer.email(), customer.createdAt());
  }

  static PageView page(List<Customer> customers, Optional<String> next) {
    return new PageView(customers.stream().map(CustomerJson::view).toList(), next);
  }
}
