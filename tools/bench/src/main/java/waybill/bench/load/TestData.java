package waybill.bench.load;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Customers with one order each, of which one shipment is under way, and the changes to these
 * orders. Each change has its number after a {@code #} in its text, so that a page can identify it.
 */
public final class TestData {
  private static final long LIMIT = TimeUnit.MINUTES.toNanos(5);

  private final EventLoop loop;
  private final ApiConnectionPool pool;
  private final String prefix;
  private final String[] orders;
  private final boolean[] moving;
  private final boolean[] delivering;
  private boolean deliveries;
  private final Random random = new Random(25);
  private final Instant soon = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.DAYS);
  private int ready;
  private String problem = "";

  /**
   * Creates nothing yet.
   *
   * @param prefix the beginning of the customers' ids
   */
  public TestData(EventLoop loop, ApiConnectionPool pool, int customers, String prefix) {
    this.loop = loop;
    this.pool = pool;
    this.orders = new String[customers];
    this.moving = new boolean[customers];
    this.delivering = new boolean[customers];
    this.prefix = prefix;
  }

  /** The id of a customer. */
  public String id(int customer) {
    return prefix + customer;
  }

  /** The id of a customer's order. */
  public String order(int customer) {
    return orders[customer];
  }

  /** How many customers there are. */
  public int size() {
    return orders.length;
  }

  /**
   * Registers the customers and places their orders through the API.
   *
   * @throws IllegalStateException if the service refuses a request
   */
  public void make() {
    for (int i = 0; i < orders.length; i++) {
      int customer = i;
      register(customer, () -> place(customer));
    }
    awaitReady();
  }

  /**
   * Registers the customers without orders.
   *
   * @throws IllegalStateException if the service refuses something
   */
  public void register() {
    for (int i = 0; i < orders.length; i++) {
      register(i, () -> ready++);
    }
    awaitReady();
  }

  private void awaitReady() {
    if (!loop.runUntil(() -> ready == orders.length || !problem.isEmpty(), LIMIT)
        || !problem.isEmpty()) {
      throw new IllegalStateException(
          "only %d of %d customers could be made: %s".formatted(ready, orders.length, problem));
    }
  }

  private void register(int customer, Runnable next) {
    var body =
        "{\"id\":\"%s\",\"name\":\"Customer %d\",\"email\":\"c%d@example.org\"}"
            .formatted(id(customer), customer, customer);
    post("/api/customers", body, _ -> next.run());
  }

  private void place(int customer) {
    var body =
        """
        {"customerId":"%s","destination":{"city":"Leipzig","country":"DE","timeZone":"Europe/Berlin"},\
        "lines":[{"sku":"LAMP-2","name":"Desk lamp","quantity":2},{"sku":"BULB-7","name":"Bulb, warm white","quantity":6}],\
        "eta":{"from":"%s","until":"%s"}}\
        """
            .formatted(id(customer), soon, soon.plus(2, ChronoUnit.HOURS));
    post(
        "/api/orders",
        body,
        reply -> {
          var head = reply.head();
          int at = head.indexOf("/api/orders/") + "/api/orders/".length();
          orders[customer] = head.substring(at, head.indexOf('\r', at));
          confirm(customer);
        });
  }

  private void confirm(int customer) {
    append(customer, "{\"type\":\"order.confirmed\"}", () -> pack(customer));
  }

  private void pack(int customer) {
    append(
        customer,
        "{\"type\":\"shipment.packed\",\"lines\":[{\"line\":1,\"quantity\":2}],\"carrier\":\"DHL\"}",
        () ->
            append(
                customer,
                "{\"type\":\"shipment.picked_up\",\"shipmentId\":\"S1\"}",
                () -> ready++));
  }

  private void append(int customer, String event, Runnable next) {
    post(events(customer), event, _ -> next.run());
  }

  @FunctionalInterface
  private interface Next {
    void go(ApiRequest.Reply reply);
  }

  private void post(String path, String body, Next next) {
    pool.send(
        new ApiRequest(
            "POST",
            path,
            body,
            reply -> {
              if (reply != null && reply.status() == 201) {
                next.go(reply);
              } else if (problem.isEmpty()) {
                problem = reply == null ? path + ": no answer" : reply.head() + reply.text();
              }
            }));
  }

  private String events(int customer) {
    return "/api/orders/" + orders[customer] + "/events";
  }

  /** From now on a third of the changes give their order another headline. */
  public void withDeliveries() {
    deliveries = true;
  }

  /** A note, another date, or a scan of the parcel on its way. */
  ApiRequest change(int number, int customer, ApiRequest.Listener listener) {
    int kind = random.nextInt(4);
    if (kind > 1 && deliveries && !moving[customer]) {
      return movement(number, customer, listener);
    }
    var body =
        switch (deliveries ? Math.min(kind, 1) : kind) {
          case 0 ->
              "{\"type\":\"order.note_added\",\"text\":\"Call before delivery #%d\"}"
                  .formatted(number);
          case 1 ->
              "{\"type\":\"order.eta_changed\",\"eta\":{\"from\":\"%s\",\"until\":\"%s\"},\"reason\":\"traffic #%d\"}"
                  .formatted(soon, soon.plus(1 + random.nextInt(5), ChronoUnit.HOURS), number);
          default -> scan("in_transit", number);
        };
    return new ApiRequest("POST", events(customer), body, listener);
  }

  private static String scan(String status, int number) {
    return "{\"type\":\"shipment.%s\",\"shipmentId\":\"S1\",\"location\":\"Depot Halle #%d\"}"
        .formatted(status, number);
  }

  /** One at a time for each parcel, because which one may follow depends on the one before. */
  private ApiRequest movement(int number, int customer, ApiRequest.Listener listener) {
    boolean deliver = !delivering[customer] && random.nextBoolean();
    moving[customer] = true;
    return new ApiRequest(
        "POST",
        events(customer),
        scan(deliver ? "out_for_delivery" : "in_transit", number),
        reply -> {
          moving[customer] = false;
          // without an answer it may have happened: back on its way is possible in both cases
          delivering[customer] = deliver || reply == null;
          listener.answered(reply);
        });
  }

  /** The path of the orders of a customer. */
  public String snapshot(int customer) {
    return "/api/customers/" + id(customer) + "/orders";
  }
}
