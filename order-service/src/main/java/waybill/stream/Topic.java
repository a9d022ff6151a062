package waybill.stream;

import waybill.order.CustomerId;
import waybill.order.OrderId;

/** What a stream listens to. */
sealed interface Topic {
  record OfCustomer(CustomerId customer) implements Topic {}

  record OfOrder(OrderId order) implements Topic {}

  record Everything() implements Topic {}
}
