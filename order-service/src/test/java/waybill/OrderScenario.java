package waybill;

import java.util.List;

/** What may become of an order: two lamps and a cable, from the beginning to the state named. */
@SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
enum OrderScenario {
  PLACED(),
  HELD(confirmed(), "{'type':'order.held','reason':'We ask the customer about the colour.'}"),
  CANCELLED(confirmed(), "{'type':'order.cancelled','reason':'Ordered twice'}"),
  DELAYED(
      confirmed(),
      """
      {'type':'order.eta_changed','reason':'Snow',
       'eta':{'from':'2098-01-02T08:00:00Z','until':'2098-01-03T12:00:00Z','delayed':true}}
      """),
  PARTLY_CANCELLED(
      confirmed(),
      "{'type':'order.lines_cancelled','lines':[{'line':2,'quantity':1}],'reason':'Sold out'}",
      "{'type':'order.note_added','text':'The cable is sold out, we are sorry.'}"),
  ON_ITS_WAY(confirmed(), packed(), pickedUp(), scan("in_transit")),
  SCANNED_LATE(
      confirmed(),
      packed(),
      pickedUp(),
      scan("out_for_delivery"),
      """
      {'type':'shipment.in_transit','shipmentId':'S1','location':'Erfurt',
       'occurredAt':'2026-01-01T00:00:00Z'}
      """),
  IN_TROUBLE(
      confirmed(),
      packed(),
      pickedUp(),
      "{'type':'shipment.exception','shipmentId':'S1','reason':'Dented','party':'carrier'}"),
  MISSED(
      confirmed(),
      packed(),
      pickedUp(),
      scan("out_for_delivery"),
      "{'type':'shipment.attempt_failed','shipmentId':'S1','reason':'Nobody was at home'}"),
  AT_THE_SHOP(confirmed(), packed(), pickedUp(), scan("ready_for_pickup")),
  PARTLY_DELIVERED(confirmed(), packed(), packedRest(), pickedUp(), scan("delivered")),
  DELIVERED(
      confirmed(),
      "{'type':'shipment.packed','lines':[{'line':1,'quantity':2},{'line':2,'quantity':1}]}",
      pickedUp(),
      scan("delivered"));

  private final List<String> events;

  OrderScenario(String... events) {
    this.events = List.of(events);
  }

  /** Returns the order's id. */
  String create(RunningService service, String customer) {
    var order = service.order(customer);
    events.forEach(event -> service.append(order, event.replace('\'', '"')));
    return order;
  }

  private static String confirmed() {
    return "{'type':'order.confirmed'}";
  }

  private static String packed() {
    return """
    {'type':'shipment.packed','lines':[{'line':1,'quantity':2}],
     'carrier':'Parcel Post','trackingNumber':'PP 1234 5678'}
    """;
  }

  private static String packedRest() {
    return "{'type':'shipment.packed','lines':[{'line':2,'quantity':1}]}";
  }

  private static String pickedUp() {
    return "{'type':'shipment.picked_up','shipmentId':'S1','location':'Leipzig depot'}";
  }

  private static String scan(String type) {
    return "{'type':'shipment." + type + "','shipmentId':'S1','location':'Leipzig'}";
  }
}
