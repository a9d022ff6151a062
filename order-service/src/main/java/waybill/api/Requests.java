package waybill.api;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import waybill.json.Fields;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.Destination;
import waybill.order.Eta;
import waybill.order.Line;

/** Reads new orders from JSON into values that need no further check. */
final class Requests {
  static final int MAX_LINES = 200;
  static final int MAX_QUANTITY = 100_000;
  static final int MAX_NAME = 200;
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final CustomerId NOBODY = new CustomerId("nobody");
  private static final Destination NOWHERE = new Destination("?", "ZZ", ZoneOffset.UTC);

  private Requests() {}

  static Change.Placed placeOrder(Fields f) {
    return new Change.Placed(
        f.parsed("customerId", CustomerId::parse, "there is no such customer").orElse(NOBODY),
        f.object("destination", NOWHERE, Requests::destination),
        lines(f),
        f.optionalObject("eta", Requests::eta));
  }

  /** Never empty, because an order has lines; if they are wrong, an error says so already. */
  private static List<Line> lines(Fields f) {
    var lines = f.list("lines", MAX_LINES, Requests::line);
    return lines.isEmpty() ? List.of(new Line(1, "?", "?", 1, 0)) : lines;
  }

  private static Destination destination(Fields f) {
    return new Destination(
        f.text("city", MAX_NAME),
        f.match("country", COUNTRY, "must be two capital letters (ISO 3166-1), such as DE"),
        zone(f));
  }

  private static ZoneId zone(Fields f) {
    return f.parsed(
            "timeZone", Requests::zone, "must be a time zone's IANA name, such as Europe/Berlin")
        .orElse(ZoneOffset.UTC);
  }

  /** Only IANA's names: Java has others as well, which no browser knows. */
  private static Optional<ZoneId> zone(String name) {
    return ZoneId.getAvailableZoneIds().contains(name) && !name.startsWith("SystemV/")
        ? Optional.of(ZoneId.of(name))
        : Optional.empty();
  }

  private static Line line(Fields f, int place) {
    return new Line(
        place,
        f.text("sku", MAX_NAME),
        f.text("name", MAX_NAME),
        f.integer("quantity", 1, MAX_QUANTITY),
        0);
  }

  static Eta eta(Fields f) {
    var from = f.instant("from");
    var until = f.instant("until");
    if (until.isBefore(from)) {
      f.error("until", "must not be before from");
      until = from;
    }
    return new Eta(from, until, f.flag("delayed"));
  }
}
