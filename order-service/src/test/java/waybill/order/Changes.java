package waybill.order;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Short names for the changes that tests tell their stories with. */
final class Changes {
  static final Change CONFIRM = new Change.Confirmed();
  static final Change HOLD = new Change.Held("the address looks odd");
  static final Change RELEASE = new Change.Released();
  static final Change CANCEL = new Change.Cancelled("no longer wanted");
  static final Change NOTE = new Change.NoteAdded("we are on it");
  static final Eta ETA =
      new Eta(Instant.parse("2026-03-04T08:00:00Z"), Instant.parse("2026-03-04T12:00:00Z"), true);
  static final Change DELAY = new Change.EtaChanged(ETA, Optional.of("snow"));

  private Changes() {}

  /** An order with one line of each of these quantities. */
  static Change.Placed place(int... quantities) {
    var lines = new ArrayList<Line>();
    for (int quantity : quantities) {
      int number = lines.size() + 1;
      lines.add(new Line(number, "SKU-" + number, "Thing " + number, quantity, 0));
    }
    return new Change.Placed(
        new CustomerId("ada"),
        new Destination("Turku", "FI", ZoneId.of("Europe/Helsinki")),
        lines,
        Optional.empty());
  }

  static Change pack(int line, int quantity) {
    return pack(List.of(new Quantity(line, quantity)));
  }

  static Change pack(List<Quantity> lines) {
    return new Change.Packed(lines, Optional.of("Postal"), Optional.empty());
  }

  static Change cancelLine(int line, int quantity) {
    return cancelLines(List.of(new Quantity(line, quantity)));
  }

  static Change cancelLines(List<Quantity> lines) {
    return new Change.LinesCancelled(lines, "sold out");
  }

  /** The change that leads this parcel to that status; PACKED is no step of a parcel. */
  static Change.OfShipment step(int parcel, ShipmentStatus to) {
    var id = new ShipmentId(parcel);
    return switch (to) {
      case PICKED_UP ->
          new Change.PickedUp(id, Optional.empty(), Optional.empty(), Optional.empty());
      case ATTEMPT_FAILED -> new Change.AttemptFailed(id, "nobody at home");
      case EXCEPTION -> new Change.Excepted(id, "wet", Party.WEATHER);
      case PACKED,
          IN_TRANSIT,
          OUT_FOR_DELIVERY,
          READY_FOR_PICKUP,
          RETURNING,
          DELIVERED,
          LOST,
          RETURNED_TO_SENDER,
          CANCELLED ->
          new Change.Moved(id, to, Optional.empty(), Optional.empty());
    };
  }
}
