package waybill.bench.load;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Customers with one order each, one parcel of it on the road, and what goes on happening to them.
 * Each change carries its number after a {@code #} in its text, so that it is known again on a
 * page.
 */
public final class World {
  private static final long LIMIT = TimeUnit.MINUTES.toNanos(5);

  private final Loop loop;
  private final Callers callers;
  private final String prefix;
  private final String[] orders;
  private final Random random = new Random(25);
  private final Instant soon = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.DAYS);
  private int ready;
  private String problem = "";

  /**
   * Nothing is there yet.
   *
   * @param prefix what the ids of its customers begin with
   */
  public World(Loop loop, Callers callers, int customers, String prefix) {
    this.loop = loop;
    this.callers = callers;
    this.orders = new String[customers];
    this.prefix = prefix;
  }

  /** The id of a customer. */
  public String id(int customer) {
    return prefix + customer;
  }

  /** How many customers there are. */
  public int size() {
    return orders.length;
  }

  /**
   * Registers the customers and places their orders, through the API as anybody would.
   *
   * @throws IllegalStateException if the service refuses something
   */
  public void make() {
    for (int i = 0; i < orders.length; i++) {
      int customer = i;
      register(customer, () -> place(customer));
    }
    awaitReady();
  }

  /**
   * Registers the customers, who order nothing.
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
    void go(Call.Reply reply);
  }

  private void post(String path, String body, Next next) {
    callers.send(
        new Call(
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

  /** One of three things that may happen again and again. */
  Call change(int number, int customer, Call.Listener listener) {
    var body =
        switch (random.nextInt(4)) {
          case 0 ->
              "{\"type\":\"order.note_added\",\"text\":\"Call before delivery #%d\"}"
                  .formatted(number);
          case 1 ->
              "{\"type\":\"order.eta_changed\",\"eta\":{\"from\":\"%s\",\"until\":\"%s\"},\"reason\":\"traffic #%d\"}"
                  .formatted(soon, soon.plus(1 + random.nextInt(5), ChronoUnit.HOURS), number);
          default ->
              "{\"type\":\"shipment.in_transit\",\"shipmentId\":\"S1\",\"location\":\"Depot Halle #%d\"}"
                  .formatted(number);
        };
    return new Call("POST", events(customer), body, listener);
  }

  /** The path of what a page loads first. */
  public String snapshot(int customer) {
    return "/api/customers/" + id(customer) + "/orders";
  }
}
