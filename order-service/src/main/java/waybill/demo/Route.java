package waybill.demo;

import java.time.ZoneId;
import java.util.List;
import waybill.order.Destination;

/** The way of a parcel from the warehouse to a city: through a hub and the city's depot. */
record Route(Destination destination, String hub) {
  static final String WAREHOUSE = "Warehouse Utrecht";

  /** City, country, time zone, hub. The customers live in the first three cities. */
  static final List<Route> ALL =
      """
      Leipzig; DE; Europe/Berlin; Hub Hanover
      Porto; PT; Europe/Lisbon; Hub Bordeaux
      Gothenburg; SE; Europe/Stockholm; Hub Hamburg
      Galway; IE; Europe/Dublin; Hub Dublin
      Graz; AT; Europe/Vienna; Hub Nuremberg
      Tartu; EE; Europe/Tallinn; Hub Riga
      """
          .lines()
          .map(line -> line.split("; ", -1))
          .map(c -> new Route(new Destination(c[0], c[1], ZoneId.of(c[2])), c[3]))
          .toList();

  /** The route to any destination; visitors place orders to other cities too. */
  static Route to(Destination destination) {
    return ALL.stream()
        .filter(route -> route.destination().equals(destination))
        .findFirst()
        .orElseGet(() -> new Route(destination, "Hub Utrecht"));
  }

  String depot() {
    return "Depot " + destination.city();
  }
}
