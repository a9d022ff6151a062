package waybill.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import waybill.Await;
import waybill.LogCapture;
import waybill.stream.Hub;
import waybill.stream.Message;
import waybill.stream.Topic;

/** What a bus between nodes must do on every engine: the test of each transport extends this. */
public abstract class NetworkBusKit {
  private static final Duration HEARTBEAT = Duration.ofMillis(400);
  private static final int FAULTS = 5;

  /** One of the faults 0, 1 and 2. */
  private static final int AWAY = 2;

  private static final Topic ADA = new Topic("customer:ada");
  private static final Optional<String> NOT_YET = Optional.of("it is not connected yet");

  /** Of the engine's account, if it has one. */
  protected static final String PASSWORD = "swordfish";

  private final List<AutoCloseable> open = new ArrayList<>();
  private BrittleNetwork network;

  /** Starts the engine again on its port. */
  protected abstract void startEngine();

  /** Stops the engine; its connections are lost. */
  protected abstract void stopEngine();

  protected abstract int enginePort();

  /** Where the engine has to seem to listen, if it tells its clients a port; 0 for any. */
  protected int networkPort() {
    return 0;
  }

  /** A transport to the engine, which seems to listen on this port. */
  protected abstract Transport transport(int port, String password);

  private Transport transport() {
    return transport(network.port(), PASSWORD);
  }

  /** A node and the messages that its streams get. */
  private record Node(NetworkBus bus, List<Message> received) {
    List<Message> of(Topic topic) {
      return received.stream().filter(message -> message.topic().equals(topic)).toList();
    }

    boolean has(long number) {
      return of(ADA).stream().anyMatch(message -> message.number() == number);
    }

    boolean wasReset() {
      return of(Topic.ALL_CHANGES).stream().anyMatch(Message::isHint);
    }

    void awaitWell() {
      Await.until("the bus is well", () -> bus.degraded().isEmpty());
    }

    void awaitDegraded() {
      Await.until("the bus is degraded", () -> bus.degraded().isPresent());
    }
  }

  @BeforeEach
  void openNetwork() {
    network = new BrittleNetwork(networkPort(), enginePort());
    open.add(network);
  }

  @AfterEach
  void close() throws Exception {
    network.goOn();
    for (var each : open.reversed()) {
      each.close();
    }
  }

  private Node node(Transport transport, Supplier<String> channel) {
    var bus = new NetworkBus(transport, channel, HEARTBEAT);
    open.add(bus);
    var node = new Node(bus, new CopyOnWriteArrayList<>());
    bus.subscribe(node.received()::add);
    return node;
  }

  private Node node(Transport transport, String channel) {
    return node(transport, () -> channel);
  }

  private Node node() {
    return node(transport(), "waybill_test");
  }

  /** Two nodes that have heard each other, and have nothing to make up for. */
  private List<Node> twoNodes(Node a, Node b) {
    var nodes = List.of(a, b);
    nodes.forEach(Node::awaitWell);
    a.bus().publish(event(-1, "from a"));
    b.bus().publish(event(-2, "from b"));
    Await.until("they hear each other", () -> a.has(-2) && b.has(-1));
    nodes.forEach(node -> node.bus().mayHaveLost());
    nodes.forEach(node -> node.received().clear());
    return nodes;
  }

  private static Message event(long number, String text) {
    return new Message(ADA, number, "note", ("{\"text\":\"" + text + "\"}").getBytes(UTF_8));
  }

  @Test
  void aMessageReachesTheStreamsOfEveryNodeOnceAndTheOwnOnesAtOnce() {
    var nodes = twoNodes(node(), node());

    nodes.getFirst().bus().publish(event(1, "a globe, für Ada 🌍"));
    assertTrue(nodes.getFirst().has(1));
    nodes.getFirst().bus().publish(event(2, "second"));
    Await.until("the second one arrives", () -> nodes.getLast().has(2));
    // what the first node hears of itself comes before this
    nodes.getLast().bus().publish(event(3, "from the other"));
    Await.until("the third one arrives", () -> nodes.getFirst().has(3));

    for (var node : nodes) {
      assertEquals(List.of(1L, 2L, 3L), node.of(ADA).stream().map(Message::number).toList());
      assertEquals("note", node.of(ADA).getFirst().type());
      assertEquals(
          "{\"text\":\"a globe, für Ada 🌍\"}", new String(node.of(ADA).getFirst().data(), UTF_8));
      assertFalse(node.bus().mayHaveLost());
      assertFalse(node.wasReset());
    }
  }

  @Test
  void aMessageThatIsTooLargeArrivesAsAHint() {
    var nodes = twoNodes(node(), node());
    int size = transport().maxSize();

    nodes.getFirst().bus().publish(event(1, "ü".repeat(size / 2)));

    Await.until("the hint arrives", () -> !nodes.getLast().of(ADA).isEmpty());
    assertTrue(nodes.getLast().of(ADA).getFirst().isHint());
    assertFalse(nodes.getLast().bus().mayHaveLost());
  }

  @Test
  void theNodesOfAnotherDatabaseAreNotHeard() {
    var nodes = twoNodes(node(), node());
    var other = node(transport(), "waybill_other");
    other.awaitWell();

    other.bus().publish(event(1, "secret"));
    nodes.getFirst().bus().publish(event(2, "ours"));
    Await.until("ours arrives", () -> nodes.getLast().has(2));

    assertFalse(nodes.getLast().has(1));
    assertFalse(other.has(2));
  }

  /**
   * Another channel means another history of the database, in which the same numbers are others.
   */
  @Test
  void whatWasSentBeforeTheChannelChangedIsNotHeardAfterwards() {
    var channel = new AtomicReference<>("waybill_test");
    var nodes = twoNodes(node(transport(), channel::get), node(transport(), channel::get));
    network.hang();
    nodes.getFirst().bus().publish(event(1, "of before"));

    channel.set("waybill_next");
    network.goOn();

    Await.until(
        "they hear each other on the new channel",
        () -> {
          nodes.getFirst().bus().publish(event(2, "of now"));
          return nodes.getLast().has(2);
        });
    assertFalse(nodes.getLast().has(1));
  }

  @Test
  void thePublisherIsNotBlockedWhileTheEngineHangs() {
    var nodes = twoNodes(node(), node());
    network.hang();
    long began = System.nanoTime();

    for (int i = 1; i <= 3 * NetworkBus.MAX_WAITING; i++) {
      nodes.getFirst().bus().publish(event(i, "now"));
    }

    assertTrue(System.nanoTime() - began < Duration.ofSeconds(2).toNanos());
    assertEquals(3 * NetworkBus.MAX_WAITING, nodes.getFirst().of(ADA).size());
    nodes.forEach(Node::awaitDegraded);
    network.goOn();
    Await.until(
        "it says what it did",
        () -> nodes.getFirst().bus().degraded().filter(it -> it.contains("dropped")).isPresent());
    assertTrue(nodes.getFirst().bus().mayHaveLost());
    nodes.forEach(Node::awaitWell);
    Await.until(
        "messages arrive again",
        () -> {
          nodes.getFirst().bus().publish(event(-9, "again"));
          return nodes.getLast().has(-9);
        });
    assertTrue(nodes.getLast().bus().mayHaveLost());
  }

  @Test
  void whatWaitsForAnEngineThatHangsIsBounded() {
    var node = new NetworkBus(transport(), () -> "waybill_test", HEARTBEAT);
    open.add(node);
    Await.until("the bus is well", () -> node.degraded().isEmpty());
    network.hang();

    var published =
        IntStream.range(0, 20 * NetworkBus.MAX_WAITING)
            .mapToObj(i -> {
              var message = event(i, "x".repeat(100));
              node.publish(message);
              return new WeakReference<>(message);
            })
            .toList();

    Await.until(
        "the dropped ones are gone",
        () -> {
          System.gc();
          return published.stream().filter(message -> message.get() != null).count()
              <= 2 * NetworkBus.MAX_WAITING;
        });
  }

  @Test
  void anEngineThatWasAwayIsUsedAgainAndWhatItMissedIsLookedFor() {
    var nodes = twoNodes(node(), node());

    stopEngine();
    nodes.forEach(Node::awaitDegraded);
    nodes.getFirst().bus().publish(event(1, "lost"));
    startEngine();
    nodes.forEach(Node::awaitWell);

    assertTrue(nodes.getLast().bus().mayHaveLost());
    assertTrue(nodes.getLast().wasReset());
    nodes.getFirst().bus().publish(event(2, "heard"));
    Await.until("messages arrive again", () -> nodes.getLast().has(2));
  }

  @Test
  void anEngineThatIsAwayAtTheStartIsWaitedForInTheBackground() {
    stopEngine();
    var node = node();
    node.bus().publish(event(1, "own"));
    assertTrue(node.has(1));
    Await.until("it says why", () -> !node.bus().degraded().equals(NOT_YET));
    assertTrue(node.bus().degraded().isPresent());

    startEngine();

    node.awaitWell();
  }

  @Test
  void anEngineThatHangsAtTheStartIsWaitedForInTheBackground() {
    network.hang();
    var node = node();
    node.bus().publish(event(1, "own"));
    assertTrue(node.has(1));
    Await.until("it says why", () -> !node.bus().degraded().equals(NOT_YET));
    assertTrue(node.bus().degraded().isPresent());

    network.goOn();

    node.awaitWell();
  }

  @Test
  void afterACutAMessageArrivesOrTheLossIsNoticed() {
    var nodes = twoNodes(node(), node());

    network.cut();
    nodes.getFirst().bus().publish(event(1, "in the cut"));

    Await.until(
        "it arrives or is missed",
        () -> nodes.getLast().has(1) || nodes.getLast().bus().mayHaveLost());
    nodes.forEach(Node::awaitWell);
    Await.until(
        "messages arrive again",
        () -> {
          nodes.getFirst().bus().publish(event(2, "again"));
          return nodes.getLast().has(2);
        });
  }

  @Test
  void anEngineThatIsAwayFillsNoLog() {
    var node = node();
    node.awaitWell();
    node.bus().mayHaveLost();
    try (var log = LogCapture.start()) {
      int before = network.accepted();

      stopEngine();
      Await.until(
          "it was tried again and again",
          () -> node.bus().mayHaveLost() && network.accepted() - before >= 10);
      startEngine();
      node.awaitWell();

      assertEquals(1, log.lines().size(), () -> String.join("", log.lines()));
    }
  }

  @Test
  void aPasswordIsInNoReasonAndInNoLogLine() {
    var password = "open-sesame";
    var root = Logger.getLogger("");
    var level = root.getLevel();
    root.setLevel(Level.FINE);
    try (var log = LogCapture.start()) {
      var node = node(transport(network.port(), password), "waybill_test");
      Await.until("it is refused or taken", () -> !node.bus().degraded().equals(NOT_YET));
      node.bus().mayHaveLost();

      assertFalse(node.bus().degraded().orElse("").contains(password));
      for (var line : log.lines()) {
        assertFalse(line.contains(password), line);
      }
    } finally {
      root.setLevel(level);
    }
  }

  @Test
  void pagesThatComeAndGoLeaveNothingBehind() {
    var nodes = twoNodes(node(), node());
    var hub = new Hub(new EmptyLog(), EmptyLog.SETTINGS, InstantSource.system());
    nodes.getLast().bus().subscribe(hub::deliver);
    long connections = network.connections();

    for (int i = 0; i < 20; i++) {
      var topics = IntStream.range(0, 100).mapToObj(page -> new Topic("customer:" + page)).toList();
      topics.forEach(topic -> EmptyLog.openPage(hub, topic));
      Await.until("the pages are open", () -> hub.topics() == topics.size());
      topics.forEach(
          topic -> nodes.getFirst().bus().publish(new Message(topic, 1, "note", new byte[0])));
      Await.until("each has left with its event", () -> hub.size() == 0);
    }

    assertEquals(0, hub.topics());
    assertEquals(connections, network.connections());
  }

  /** A seed chooses what the engine does; {@code -Dwaybill.seed=<seed>} repeats it. */
  @Test
  void whateverTheEngineDoesEveryPageSeesExactlyTheLog() {
    long seed = Long.getLong("waybill.seed", new Random().nextLong());
    System.out.println(getClass().getSimpleName() + ": -Dwaybill.seed=" + seed);
    var random = new Random(seed);
    var log = new WatchedLog();
    var nodes = List.of(node(), node());
    Runnable writing =
        () ->
            IntStream.range(0, random.nextInt(1, 400))
                .forEach(_ -> log.append(nodes.get(random.nextInt(2)).bus()));
    try (var first = log.new Pages(nodes.getFirst().bus(), 3);
        var second = log.new Pages(nodes.getLast().bus(), 3)) {
      nodes.forEach(Node::awaitWell);
      for (int i = 0; i < FAULTS; i++) {
        if (random.nextBoolean()) {
          nodes.forEach(Node::awaitWell);
          writing.run();
        }
        inflict(random.nextInt(3), writing);
      }
      // no event comes after this one, so that the other node has to compare
      inflict(AWAY, () -> log.append(nodes.getFirst().bus()));
      nodes.forEach(Node::awaitWell);

      for (var pages : List.of(first, second)) {
        for (var seen : pages.seen()) {
          Await.until("a page has all", () -> seen.size() >= log.numbers().size());
          assertEquals(log.numbers(), seen);
        }
      }
    }
  }

  private void inflict(int fault, Runnable meanwhile) {
    switch (fault) {
      case 0 -> {
        network.hang();
        meanwhile.run();
        network.goOn();
      }
      case 1 -> {
        meanwhile.run();
        network.cut();
      }
      case AWAY -> {
        stopEngine();
        meanwhile.run();
        startEngine();
      }
      default -> throw new IllegalArgumentException("no such fault");
    }
  }

  @Test
  void nodesThatStopLeaveNoConnectionAndNoThread() {
    openAndClose();
    int threads = Thread.getAllStackTraces().size();

    for (int i = 0; i < 20; i++) {
      openAndClose();
    }

    Await.until("all connections are closed", () -> network.connections() == 0);
    Await.until("their threads have ended", () -> Thread.getAllStackTraces().size() < threads + 10);
  }

  private void openAndClose() {
    try (var bus = new NetworkBus(transport(), () -> "waybill_test", HEARTBEAT)) {
      Await.until("the bus is well", () -> bus.degraded().isEmpty());
    }
  }

  @Test
  void aMessageThatIsLostOnTheWayIsNoticedByTheNextOne() {
    var loses = new AtomicBoolean();
    var faulty = new FaultyTransport(transport(), _ -> !loses.get());
    var nodes = twoNodes(node(faulty, "waybill_test"), node());
    loses.set(true);
    nodes.getFirst().bus().publish(event(1, "lost"));
    nodes.getFirst().awaitDegraded();
    assertFalse(nodes.getLast().wasReset());

    loses.set(false);

    Await.until("the loss is noticed", () -> nodes.getLast().bus().mayHaveLost());
    Await.until("the streams of all changes are told", () -> nodes.getLast().wasReset());
    assertFalse(nodes.getLast().has(1));
  }

  @Test
  void aNodeThatDoesNotHearItselfSaysThatAPoolerMaySwallowMessages() {
    var node = node(new FaultyTransport(transport(), _ -> false), "waybill_test");

    Await.until(
        "it says so",
        () -> node.bus().degraded().filter(reason -> reason.contains("pooler")).isPresent());

    assertTrue(node.bus().mayHaveLost());
    assertTrue(node.bus().mayHaveLost(), "as long as it is degraded");
  }

  @Test
  void aNodeThatFallsSilentMayHaveSentSomethingThatWasLost() {
    var nodes = twoNodes(node(), node());

    nodes.getFirst().bus().close();

    Await.until("its silence is noticed", () -> nodes.getLast().bus().mayHaveLost());
    Await.until("the streams of all changes are told", () -> nodes.getLast().wasReset());
    nodes.getLast().awaitWell();
  }

  @Test
  void whatWaitsWhenANodeStopsIsStillSent() {
    var nodes = twoNodes(node(), node());

    for (int i = 1; i <= 500; i++) {
      nodes.getFirst().bus().publish(event(i, "last words"));
    }
    nodes.getFirst().bus().close();

    Await.until("the last one arrives", () -> nodes.getLast().has(500));
  }
}
