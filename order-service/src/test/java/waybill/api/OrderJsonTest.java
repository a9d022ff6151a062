package waybill.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import waybill.api.OrderJson.Audience;
import waybill.json.Json;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.Destination;
import waybill.order.Line;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.Outcome;
import waybill.order.Quantity;
import waybill.order.ReportedChange;

/** An order as its customer sees it, and as staff do. */
final class OrderJsonTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final String CUSTOMERS_VIEW =
      """
      {"id": "WB-1", "customerId": "ada", "version": 3, "status": "IN_FULFILMENT", "headline": "PREPARING",
       "placedAt": "2026-03-01T08:00:00Z", "updatedAt": "2026-03-01T08:00:00Z", "eta": null,
       "destination": {"city": "Leipzig", "country": "DE", "timeZone": "Europe/Berlin"},
       "lines": [{"line": 1, "sku": "LAMP-2", "name": "Desk lamp", "quantity": 2, "cancelled": 0}],
       "shipments": [{"id": "S1", "status": "PACKED", "carrier": "DHL",
                      "lines": [{"line": 1, "quantity": 1}]}]}
      """;

  @Test
  void aCustomerSeesItsOrder() {
    assertEquals(
        Json.parse(CUSTOMERS_VIEW), Json.parse(OrderJson.order(order(), Audience.CUSTOMER)));
  }

  @Test
  void staffAlsoSeeWhatMayFollow() {
    var expected =
        CUSTOMERS_VIEW
            .replace(
                "\"quantity\": 1}]}",
                "\"quantity\": 1}], \"allowed\": [\"shipment.picked_up\", \"shipment.cancelled\"]}")
            .replaceFirst(
                "}]}\\s*$",
                """
                }], "allowed": ["order.held", "order.cancelled", "order.lines_cancelled",
                "order.eta_changed", "order.note_added", "shipment.packed"]}
                """);

    assertEquals(Json.parse(expected), Json.parse(OrderJson.order(order(), Audience.STAFF)));
  }

  @Test
  void customersAndStaffSeeTheirViewOfAnOrderInAList() {
    var forCustomer = Json.parse(Json.bytes(OrderJson.views(List.of(order()), Audience.CUSTOMER)));
    var forStaff = Json.parse(Json.bytes(OrderJson.views(List.of(order()), Audience.STAFF)));

    assertEquals(Json.parse(CUSTOMERS_VIEW), forCustomer.get(0));
    assertEquals(Json.parse(OrderJson.order(order(), Audience.STAFF)), forStaff.get(0));
  }

  private static Order order() {
    var home = new Destination("Leipzig", "DE", ZoneId.of("Europe/Berlin"));
    var lines = List.of(new Line(1, "LAMP-2", "Desk lamp", 2, 0));
    var placed = new Change.Placed(new CustomerId("ada"), home, lines, Optional.empty());
    var order = Order.place(new OrderId("WB-1"), placed, ActorKind.STAFF, NOW).order();
    order = after(order, new Change.Confirmed());
    var one = List.of(new Quantity(1, 1));
    return after(order, new Change.Packed(one, Optional.of("DHL"), Optional.empty()));
  }

  private static Order after(Order order, Change change) {
    var outcome = order.decide(new ReportedChange(change, NOW, ActorKind.STAFF), NOW);
    return ((Outcome.Accepted) outcome).order();
  }
}
