package waybill.banner;

import java.util.List;
import java.util.Optional;
import waybill.order.EventType;
import waybill.order.Order;

/** The text that a started service prints about itself. */
public final class Banner {
  private Banner() {}

  /**
   * Scripts read the address from the first line.
   *
   * @param address as {@link #address} makes it
   * @param firstPassword of the account that was just created; it is shown here and nowhere else
   */
  public static List<String> plain(String address, Optional<String> firstPassword) {
    var password = firstPassword.map(Banner::firstSignIn).orElse("");
    return ("Waybill listens on " + address + "\n" + password).lines().toList();
  }

  private static String firstSignIn(String password) {
    return """

    This is its first start. Sign in as admin with

      %s

    which is told only now. PUT /api/accounts/admin/password sets another.
    """
        .formatted(password);
  }

  /**
   * The text of a demo.
   *
   * @param parked the order that waits for the visitor; empty when there is none
   */
  public static List<String> demo(String address, Optional<Order> parked) {
    var accounts =
        """
        Waybill listens on %1$s

          Sign in there as ada, grace or linus (customers) or staff;
          each one's password is the name. It is a demo: for this machine only.
          A clock          %1$s/clock
        """
            .formatted(address);
    return (accounts + parked.map(order -> commands(address, order)).orElse("")).lines().toList();
  }

  private static String commands(String address, Order order) {
    return """

    Ada's order %2$s waits for you:

      %1$s/orders/%2$s

    Sign in as ada, watch that page, and paste:

      TOKEN=$(curl -s %1$s/api/tokens -H 'Content-Type: application/json' \\
        -d '{"username":"staff","password":"staff"}' | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')
      curl %1$s/api/orders/%2$s/events -H "Authorization: Bearer $TOKEN" \\
        -H 'Content-Type: application/json' -d '%3$s'
    """
        .formatted(address, order.id(), change(order));
  }

  /** The JSON of an event that the order accepts now. */
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

  /** Where a service listens, as a browser's address. */
  public static String address(boolean tls, String host, int port) {
    return "%s://%s:%d"
        .formatted(tls ? "https" : "http", host.contains(":") ? "[" + host + "]" : host, port);
  }
}
