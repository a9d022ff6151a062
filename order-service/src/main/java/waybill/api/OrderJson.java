package waybill.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import waybill.http.EntityTags;
import waybill.json.Json;
import waybill.order.Destination;
import waybill.order.Eta;
import waybill.order.EventType;
import waybill.order.Headline;
import waybill.order.Line;
import waybill.order.Order;
import waybill.order.OrderStatus;
import waybill.order.Quantity;
import waybill.order.Shipment;
import waybill.order.ShipmentStatus;

/** An order as the API shows it. Names and order of the components are part of the contract. */
public final class OrderJson {
  private OrderJson() {}

  /** Who reads an order: only staff see what may follow, and guests do not see the customer. */
  public enum Audience {
    GUEST,
    CUSTOMER,
    STAFF
  }

  /** The entity tag of an order: one for each body that it has. */
  static String tag(long version, Audience audience) {
    return EntityTags.of(version, audience.name().toLowerCase(Locale.ROOT));
  }

  /** One order. A missing eta is written as null, so that a client sees that it was removed. */
  public record OrderView(
      String id,
      Optional<String> customerId,
      long version,
      OrderStatus status,
      Headline headline,
      Instant placedAt,
      Instant updatedAt,
      @JsonInclude(JsonInclude.Include.ALWAYS) Optional<Eta> eta,
      Destination destination,
      List<Line> lines,
      List<ShipmentView> shipments,
      Optional<List<String>> allowed) {}

  public record ShipmentView(
      String id,
      ShipmentStatus status,
      Optional<String> carrier,
      Optional<String> trackingNumber,
      List<Quantity> lines,
      Optional<List<String>> allowed) {}

  static byte[] order(Order order, Audience audience) {
    return Json.bytes(view(order, audience));
  }

  /** Orders as this audience sees them. */
  public static List<OrderView> views(List<Order> orders, Audience audience) {
    return orders.stream().map(order -> view(order, audience)).toList();
  }

  /** The names of event types, in the order given. */
  static List<String> names(Collection<EventType> types) {
    return types.stream().map(EventType::wireName).toList();
  }

  private static OrderView view(Order order, Audience audience) {
    boolean staff = audience == Audience.STAFF;
    return new OrderView(
        order.id().value(),
        audience == Audience.GUEST ? Optional.empty() : Optional.of(order.customer().value()),
        order.version(),
        order.status(),
        order.headline(),
        order.placedAt(),
        order.updatedAt(),
        order.eta(),
        order.destination(),
        order.lines(),
        order.shipments().stream().map(shipment -> view(order, shipment, staff)).toList(),
        staff ? Optional.of(names(order.allowed())) : Optional.empty());
  }

  private static ShipmentView view(Order order, Shipment shipment, boolean staff) {
    return new ShipmentView(
        shipment.id().toString(),
        shipment.status(),
        shipment.carrier(),
        shipment.trackingNumber(),
        shipment.lines(),
        staff ? Optional.of(names(order.allowed(shipment))) : Optional.empty());
  }
}
