package waybill.demo;

import java.time.ZoneId;
import java.util.List;
import waybill.order.Destination;
import waybill.order.Order;

/** The way of a parcel from the warehouse to a city: through a hub and the city's depot. */
record Route(Destination destination, String hub, String depot) {
  static final String WAREHOUSE = "Warehouse Utrecht";

  static final List<Route> ALL =
      List.of(
          to("Leipzig", "DE", "Europe/Berlin", "Hub Hanover"),
          to("Porto", "PT", "Europe/Lisbon", "Hub Bordeaux"),
          to("Gothenburg", "SE", "Europe/Stockholm", "Hub Hamburg"),
          to("Galway", "IE", "Europe/Dublin", "Hub Dublin"),
          to("Graz", "AT", "Europe/Vienna", "Hub Nuremberg"),
          to("Tartu", "EE", "Europe/Tallinn", "Hub Riga"));

  private static Route to(String city, String country, String zone, String hub) {
    return new Route(new Destination(city, country, ZoneId.of(zone)), hub, "Depot " + city);
  }

  /** The route to a city, which is one of the six. */
  static Route to(String city) {
    return ALL.stream()
        .filter(route -> route.destination().city().equals(city))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no route to " + city));
  }

  /** The route of an order, whose city may be none of the six: visitors may order to anywhere. */
  static Route of(Order order) {
    return ALL.stream()
        .filter(route -> route.destination().equals(order.destination()))
        .findFirst()
        .orElseGet(() ->
            new Route(order.destination(), "Hub Utrecht", "Depot " + order.destination().city()));
  }

  String city() {
    return destination.city();
  }
}
