package waybill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import waybill.api.OrderTopics;
import waybill.order.OrderId;

/** Whatever the bus does, the log is the truth: a fault of the bus costs time and nothing else. */
final class FaultyBusTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final StreamSettings UNHURRIED =
      new StreamSettings(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(1));

  @TempDir static Path folder;

  private static LiveLog live;

  @BeforeAll
  static void openLog() {
    live = new LiveLog(folder);
  }

  @AfterAll
  static void closeLog() {
    live.close();
  }

  /** One stream, what it received, and the number of the first event that it should have. */
  private record Followed(Topic topic, Receiver receiver, long first) {
    boolean hasReceived(long number) {
      var numbers = receiver.numbers();
      return !numbers.isEmpty() && numbers.getLast() >= number;
    }

    void assertEachEventCameOnceAndInOrder() {
      var numbers = receiver.numbers();
      assertEquals(LongStream.rangeClosed(first, numbers.getLast()).boxed().toList(), numbers);
    }
  }

  /** The bus stays faulty to the end. */
  @Test
  void everyStreamGetsEachEventOnceAndInOrderWhateverTheBusDoes() {
    Seeds.each(10, FaultyBusTest::followAFaultyBus);
  }

  private static void followAFaultyBus(RandomGenerator random) {
    var bus = new FaultyBus(new SplittableRandom(random.nextLong()));
    live.bus().subscribe(bus::publish);
    var hub = new Hub(live.log(), UNHURRIED, InstantSource.system());
    bus.subscribe(hub::deliver);
    var customer = live.customer();
    var orders = List.of(live.order(customer), live.order(customer));

    try (hub) {
      var followed = new ArrayList<Followed>();
      for (int round = 0; round < 4; round++) {
        followed.add(follow(hub, OrderTopics.of(customer), random));
        followed.add(follow(hub, OrderTopics.of(orders.get(round % 2)), random));
        write(orders, 5 + random.nextInt(30));
      }
      awaitAll(followed, orders);

      followed.forEach(Followed::assertEachEventCameOnceAndInOrder);
      assertTrue(bus.faults().ofEveryKind(), () -> bus.faults().toString());
    }
  }

  /**
   * Waits until all have what is in the log now. Only a later event tells that the last one was
   * lost, so there must be later ones.
   */
  private static void awaitAll(List<Followed> followed, List<OrderId> orders) {
    var heads = followed.stream().map(each -> live.log().head(each.topic())).toList();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    for (int i = 0; i < heads.size(); i++) {
      while (!followed.get(i).hasReceived(heads.get(i))) {
        assertTrue(System.nanoTime() - deadline < 0, "a stream waits in vain");
        write(orders, 1);
      }
    }
  }

  /** Both orders get as many; many writers at once. */
  private static void write(List<OrderId> orders, int each) {
    orders.forEach(order -> live.notes(order, each));
  }

  private static Followed follow(Hub hub, Topic topic, RandomGenerator random) {
    long after = random.nextLong(live.log().head(topic) + 1);
    var receiver = new Receiver();
    LiveLog.start(() ->
        hub.follow(
            topic,
            Optional.of(live.log().cursor(topic, after).toString()),
            LiveLog.permit(),
            receiver));
    return new Followed(topic, receiver, after + 1);
  }
}
