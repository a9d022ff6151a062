package waybill.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import waybill.order.Order;
import waybill.order.ShipmentId;

/**
 * One word of a script: what happens, and to which parcel.
 *
 * @param parcel empty: the newest one
 */
record Step(Act act, Optional<ShipmentId> parcel) {

  /** Steps are words such as {@code pack}, {@code deliver} or, for parcel S2, {@code deliver:2}. */
  static List<Step> script(String words) {
    return Arrays.stream(words.strip().split(" +")).map(Step::of).toList();
  }

  static Step of(String word) {
    int colon = word.indexOf(':');
    return colon < 0
        ? new Step(Act.of(word), Optional.empty())
        : new Step(
            Act.of(word.substring(0, colon)), ShipmentId.parse("S" + word.substring(colon + 1)));
  }

  /** The parcel meant; the order may not have it, and then refuses the step. */
  ShipmentId parcelOf(Order order) {
    return parcel.orElseGet(() -> new ShipmentId(Math.max(1, order.shipments().size())));
  }
}
