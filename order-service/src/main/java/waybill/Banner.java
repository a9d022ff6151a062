package waybill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import waybill.order.EventType;
import waybill.order.Order;

/** What a started service says about itself. */
final class Banner {
  private static final String LOOPBACK_ONLY =
      "There is no access control yet, so it listens on the loopback address only.";

  private Banner() {}

  /** Scripts read the address from the first line. */
  static List<String> plain(String host, int port) {
    return List.of("Waybill listens on " + address(host, port), LOOPBACK_ONLY);
  }

  /**
   * @param parked the order that waits for the visitor; empty when there is none
   */
  static List<String> demo(String host, int port, Optional<Order> parked) {
    var address = address(host, port);
    var lines = new ArrayList<>(plain(host, port));
    lines.add("");
    lines.add("  Ada's orders     " + address + "/orders?customer=ada");
    lines.add("  Grace's orders   " + address + "/orders?customer=grace");
    lines.add("  Linus's orders   " + address + "/orders?customer=linus");
    lines.add("  A clock          " + address + "/clock");
    parked.ifPresent(order -> {
      lines.add("");
      lines.add("Ada's order " + order.id() + " waits for you. Watch her page, and paste:");
      lines.add("");
      lines.add(
          "  curl %s/api/orders/%s/events -H 'Content-Type: application/json' -d '%s'"
              .formatted(address, order.id(), change(order)));
    });
    return lines;
  }

  /** Something that moves the order now. */
  private static String change(Order order) {
    for (var type : List.of(EventType.SHIPMENT_OUT_FOR_DELIVERY, EventType.SHIPMENT_DELIVERED)) {
      for (var parcel : order.shipments()) {
        if (order.allowed(parcel).contains(type)) {
          return "{\"type\":\"%s\",\"shipmentId\":\"%s\"}".formatted(type.wireName(), parcel.id());
        }
      }
    }
    return "{\"type\":\"order.note_added\",\"text\":\"Hello, Ada\"}";
  }

  private static String address(String host, int port) {
    return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port);
  }
}
