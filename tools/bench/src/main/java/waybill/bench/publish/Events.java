package waybill.bench.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The events of customers with one order each, one of whose two shipments moves from depot to depot
 * without end. Used by one thread.
 */
public final class Events {
  /** The ids of the customers are this prefix and a number. */
  public static final String PREFIX = "c";

  private static final int FIRST_VERSION = 6;

  /**
   * As the service encodes it. The number of the change goes behind {@code #}; ORDER and TIME are
   * placeholders.
   */
  private static final String DATA =
      """
      {"type":"shipment.in_transit","orderId":"ORDER","version":6,"shipmentId":"S1",\
      "occurredAt":"TIME","recordedAt":"TIME","actor":{"kind":"courier"},\
      "data":{"location":"Depot Halle #"},\
      "order":{"version":6,"status":"IN_FULFILMENT","headline":"PARTIALLY_SHIPPED",\
      "eta":{"from":"TIME","until":"TIME","delayed":false},\
      "shipments":[{"id":"S1","status":"IN_TRANSIT","carrier":"DHL"},\
      {"id":"S2","status":"PACKED","carrier":"DHL"}],"cancelled":[]}}\
      """;

  private final List<Template> templates;

  /** The sequences are still empty. */
  Events(int customers) {
    var now = Instant.now();
    templates = IntStream.range(0, customers).mapToObj(i -> new Template(i, now)).toList();
  }

  /**
   * One event.
   *
   * @param number its place in its customer's sequence, from 1
   * @param version its place in its order's sequence
   */
  @SuppressWarnings("ArrayRecordComponent") // one array for all who send it
  record Event(String customer, String order, long number, long version, byte[] data) {}

  /** The customer's next event, whose text names the change. */
  Event next(int customer, long change) {
    return templates.get(customer).next(change);
  }

  /**
   * The data is encoded once, because encoding is not part of delivery; only the change differs.
   */
  private static final class Template {
    private final String customer;
    private final String order;
    private final byte[] before;
    private final byte[] after;
    private long number;

    Template(int customer, Instant now) {
      this.customer = PREFIX + customer;
      // An id of the service has ten letters and digits, without I, L, O and U.
      this.order = "WB-%010d".formatted(customer);
      var data = DATA.replace("ORDER", order).replace("TIME", now.toString());
      int mark = data.indexOf('#') + 1;
      this.before = data.substring(0, mark).getBytes(US_ASCII);
      this.after = data.substring(mark).getBytes(US_ASCII);
    }

    Event next(long change) {
      var digits = Long.toString(change).getBytes(US_ASCII);
      var data =
          ByteBuffer.allocate(before.length + digits.length + after.length)
              .put(before)
              .put(digits)
              .put(after)
              .array();
      number++;
      return new Event(customer, order, number, FIRST_VERSION + number - 1, data);
    }
  }
}
