package waybill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import waybill.order.EventType;
import waybill.order.Order;

/** What a started service says about itself. */
final class Banner {
  private Banner() {}

  /**
   * Scripts read the address from the first line.
   *
   * @param firstPassword of the account that was just made; told here and nowhere else
   */
  static List<String> plain(String host, int port, Optional<String> firstPassword) {
    var lines = new ArrayList<>(List.of("Waybill listens on " + address(host, port)));
    firstPassword.ifPresent(password -> {
      lines.add("");
      lines.add("This is its first start. Sign in as " + InitialAccounts.ADMIN + " with");
      lines.add("");
      lines.add("  " + password);
      lines.add("");
      lines.add("which is told only now. PUT /api/accounts/admin/password sets another.");
    });
    return lines;
  }

  /**
   * @param parked the order that waits for the visitor; empty when there is none
   */
  static List<String> demo(String host, int port, Optional<Order> parked) {
    var address = address(host, port);
    var lines = new ArrayList<>(plain(host, port, Optional.empty()));
    lines.add("");
    lines.add("  Sign in there as ada, grace or linus (customers) or staff;");
    lines.add("  each one's password is the name. It is a demo: for this machine only.");
    lines.add("  A clock          " + address + "/clock");
    parked.ifPresent(order -> {
      lines.add("");
      lines.add("Ada's order " + order.id() + " waits for you:");
      lines.add("");
      lines.add("  " + address + "/orders/" + order.id());
      lines.add("");
      lines.add("Sign in as ada, watch that page, and paste:");
      lines.add("");
      lines.add(
          "  TOKEN=$(curl -s %s/api/tokens -H 'Content-Type: application/json' \\"
              .formatted(address));
      lines.add(
          "    -d '{\"username\":\"staff\",\"password\":\"staff\"}' | sed 's/.*\"accessToken\":\"\\([^\"]*\\)\".*/\\1/')");
      lines.add(
          "  curl %s/api/orders/%s/events -H \"Authorization: Bearer $TOKEN\" \\"
              .formatted(address, order.id()));
      lines.add("    -H 'Content-Type: application/json' -d '%s'".formatted(change(order)));
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
