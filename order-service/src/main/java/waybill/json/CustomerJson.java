package waybill.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import waybill.order.Customer;

/** Customers as the API shows them to staff. */
public final class CustomerJson {
  private CustomerJson() {}

  public static byte[] customer(Customer customer) {
    return Json.bytes(json -> write(json, customer));
  }

  /** One page; {@code next} is the token of the following one. */
  public static byte[] page(List<Customer> customers, Optional<String> next) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("customers");
      for (var customer : customers) {
        write(json, customer);
      }
      json.writeEndArray();
      OrderJson.writeOptional(json, "next", next);
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, Customer customer) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", customer.id().value());
    json.writeStringField("name", customer.name());
    json.writeStringField("email", customer.email());
    json.writeStringField("createdAt", customer.createdAt().toString());
    json.writeEndObject();
  }
}
