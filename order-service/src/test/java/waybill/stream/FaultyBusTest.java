package waybill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.Seeds;
import waybill.bus.InProcessBus;
import waybill.order.CustomerId;
import waybill.order.OrderId;

/** Whatever the bus does, the log is the truth: a fault of the bus costs time and nothing else. */
final class FaultyBusTest {
  private static final StreamSettings UNHURRIED =
      new StreamSettings(
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofMillis(1));

  @TempDir static Path folder;

  private static LiveLog live;
  private static final InProcessBus committed = new InProcessBus();

  @BeforeAll
  static void openLog() {
    live = new LiveLog(folder, committed);
  }

  @AfterAll
  static void closeLog() {
    live.close();
  }

  /** One stream, what it received, and what it should have. */
  private record Followed(Receiver receiver, long first, LongHead head) {
    void check() {
      receiver.await(head.now());
      assertEquals(LongStream.rangeClosed(first, head.now()).boxed().toList(), receiver.numbers());
    }
  }

  @FunctionalInterface
  private interface LongHead {
    long now();
  }

  @Test
  void everyStreamGetsEachEventOnceAndInOrderWhateverTheBusDoes() {
    Seeds.each(10, FaultyBusTest::followAFaultyBus);
  }

  private static void followAFaultyBus(RandomGenerator random) {
    var bus = new FaultyBus(new SplittableRandom(random.nextLong()));
    committed.subscribe(bus::publish);
    var hub = new Hub(live.log());
    bus.subscribe(hub::deliver);
    var customer = live.customer();
    var orders = List.of(live.order(customer), live.order(customer));

    try (var streams = new Streams(live.log(), hub, UNHURRIED, InstantSource.system())) {
      var followed = new ArrayList<Followed>();
      for (int round = 0; round < 4; round++) {
        followed.add(followCustomer(streams, customer, random));
        followed.add(followOrder(streams, orders.get(round % 2), random));
        write(orders, 5 + random.nextInt(30));
      }
      orders.forEach(order -> writeUntilDelivered(bus, order));

      followed.forEach(Followed::check);
      assertTrue(bus.faults().ofEveryKind(), () -> bus.faults().toString());
    }
  }

  /**
   * A lost event is found when a later one comes, and a lost last event has none. So this order's
   * last event, and the customer's with it, must be one that the bus delivers, faulty as it is.
   */
  private static void writeUntilDelivered(FaultyBus bus, OrderId order) {
    do {
      live.note(order, "the last one, if it comes");
    } while (!bus.hasDelivered(order, live.log().head(order).orElseThrow()));
  }

  /** Both orders get as many; many writers at once. */
  private static void write(List<OrderId> orders, int each) {
    orders.forEach(order -> live.notes(order, each));
  }

  private static Followed followCustomer(
      Streams streams, CustomerId customer, RandomGenerator random) {
    LongHead head = () -> live.log().head(customer).orElseThrow();
    long after = random.nextLong(head.now() + 1);
    var receiver = new Receiver();
    run(() -> streams.follow(customer, Optional.of(live.cursor(after)), LiveLog.place(), receiver));
    return new Followed(receiver, after + 1, head);
  }

  private static Followed followOrder(Streams streams, OrderId order, RandomGenerator random) {
    LongHead head = () -> live.log().head(order).orElseThrow();
    long after = random.nextLong(head.now() + 1);
    var receiver = new Receiver();
    run(() -> streams.follow(order, Optional.of(live.cursor(after)), LiveLog.place(), receiver));
    return new Followed(receiver, after + 1, head);
  }

  @FunctionalInterface
  private interface Stream {
    void run() throws IOException;
  }

  private static void run(Stream stream) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            stream.run();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
