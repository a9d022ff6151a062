package waybill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.Await;
import waybill.api.OrderTopics;
import waybill.log.OnBothDatabases;
import waybill.lost.LostEvents;

/** A hub that hears nothing of the bus: every event is a lost last one. */
@OnBothDatabases
final class LostEventsTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir static Path folder;

  private static LiveLog live;

  private final Hub hub =
      new Hub(
          live.log(), new StreamSettings(LONG, LONG, Duration.ofMillis(1)), InstantSource.system());
  private final LostEvents lost = new LostEvents(live.database(), hub, live.bus(), LONG);

  @BeforeAll
  static void openLog() {
    live = new LiveLog(folder);
  }

  @AfterAll
  static void closeLog() {
    live.close();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void theStreamsOfCustomersAndOrdersGetWhatTheBusHasLost() {
    var customer = live.customer();
    var order = live.order(customer);
    var other = live.order(customer);
    var ofCustomer = follow(OrderTopics.of(customer));
    var ofOrder = follow(OrderTopics.of(order));
    var ofOther = follow(OrderTopics.of(other));
    live.note(order, "lost");

    lost.find();
    ofCustomer.await(3);
    ofOrder.await(2);
    lost.find();
    live.note(other, "lost too");
    lost.find();
    ofOther.await(2);

    assertEquals(List.of(2L), ofOrder.numbers());
    assertEquals(List.of(2L), ofOther.numbers());
    ofCustomer.await(4);
    assertEquals(List.of(3L, 4L), ofCustomer.numbers());
  }

  @Test
  void aStreamThatHasEverythingIsLeftAlone() {
    var customer = live.customer();
    live.order(customer);
    follow(OrderTopics.of(customer));
    follow(Topic.ALL_CHANGES);

    lost.find();

    assertEquals(1L, hub.reached().get(OrderTopics.of(customer)));
    assertEquals(1, hub.reached().size());
  }

  /** A bus between nodes that fails as a test wants. */
  private static final class FailingBus implements EventBus {
    private Optional<String> degraded = Optional.empty();
    private boolean mayHaveLost;

    @Override
    public void publish(Message message) {}

    @Override
    public void subscribe(Consumer<Message> subscriber) {}

    @Override
    public Optional<String> degraded() {
      return degraded;
    }

    @Override
    public boolean mayHaveLost() {
      return mayHaveLost;
    }
  }

  @Test
  void theStreamsAreComparedAtOnceWhenTheBusMayHaveLostSomething() {
    var bus = new FailingBus();
    var lost = new LostEvents(live.database(), hub, bus, LONG);
    var customer = live.customer();
    var order = live.order(customer);
    var ofOrder = follow(OrderTopics.of(order));
    live.note(order, "lost");

    lost.findIfDue();
    assertEquals(1L, hub.reached().get(OrderTopics.of(order)));
    bus.mayHaveLost = true;
    lost.findIfDue();

    ofOrder.await(2);
  }

  @Test
  void theStreamsAreComparedWhenThePeriodIsOverAlsoIfTheBusIsWell() {
    var lost = new LostEvents(live.database(), hub, new FailingBus(), Duration.ZERO);
    var order = live.order(live.customer());
    var ofOrder = follow(OrderTopics.of(order));
    live.note(order, "lost");

    lost.findIfDue();

    ofOrder.await(2);
  }

  @Test
  void whileTheBusIsDegradedTheStreamsOfAllChangesAreResetInEachPeriod() {
    var bus = new FailingBus();
    var lost = new LostEvents(live.database(), hub, bus, Duration.ZERO);
    var all = follow(Topic.ALL_CHANGES);
    lost.findIfDue();
    assertEquals(1, resets(all));

    bus.degraded = Optional.of("the engine is away");
    lost.findIfDue();

    Await.until("it is reset", () -> resets(all) == 2);
  }

  private static int resets(Receiver receiver) {
    return Collections.frequency(receiver.names(), "reset");
  }

  /** Returns when the stream is live. */
  private Receiver follow(Topic topic) {
    var receiver = new Receiver();
    LiveLog.start(() -> hub.follow(topic, Optional.empty(), LiveLog.permit(), receiver));
    receiver.await(topic.isNumbered() ? "ready" : "reset");
    Await.until("it is live", () -> !topic.isNumbered() || hub.reached().containsKey(topic));
    return receiver;
  }
}
