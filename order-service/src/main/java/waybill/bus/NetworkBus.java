package waybill.bus;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import waybill.stream.EventBus;
import waybill.stream.InProcessBus;
import waybill.stream.Message;
import waybill.stream.Topic;

/**
 * The bus between nodes, over any {@link Transport}: every node hears every message on one channel.
 * Streams of this node get its own messages at once. One thread sends; {@link #MAX_WAITING}
 * messages wait for it at most, and more are dropped.
 *
 * <p>A node hears its own heartbeat, or it is degraded and connects again. Nodes number what they
 * send. After a gap, a node that was not known or is silent, and a new connection, {@link
 * #mayHaveLost} is true and the streams of all changes are told {@code reset}.
 */
final class NetworkBus implements EventBus {
  static final int MAX_WAITING = 1024;

  private static final int MAX_BATCH_SIZE = 128;
  private static final Duration IDLE_CHECK = Duration.ofMillis(50);

  /** What waits when the service stops is sent, if the engine takes it within this time. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private static final String NO_ECHO =
      "this node does not hear its own messages; a pooler or a replica may swallow them";

  private static final Optional<String> NOT_YET = Optional.of("it is not connected yet");

  private static final Logger LOG = System.getLogger(NetworkBus.class.getName());

  private final Transport transport;
  private final Supplier<String> channel;
  private final Duration heartbeat;
  private final String node = Long.toString(new SecureRandom().nextLong(1, Long.MAX_VALUE), 36);
  private final InProcessBus subscribers = new InProcessBus();
  private final KnownNodes others = new KnownNodes();
  private final BlockingQueue<Message> queue = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicBoolean lost = new AtomicBoolean(true);
  private final Thread sender;

  private volatile boolean closing;
  private volatile boolean overflowed;
  private volatile long heardItself = System.nanoTime();
  private volatile Optional<String> failure = NOT_YET;

  /** What the log was told last; for the thread that calls {@link #mayHaveLost}. */
  private Optional<String> told = NOT_YET;

  /** For the sender. */
  private long count;

  private long nextHeartbeat;

  /**
   * @param channel when it changes, what waits is dropped and the bus connects to the new one
   * @param heartbeat after two of them in silence the bus is degraded, after five a node is
   *     forgotten; between two attempts to connect there is a half of one
   */
  NetworkBus(Transport transport, Supplier<String> channel, Duration heartbeat) {
    this.transport = transport;
    this.channel = channel;
    this.heartbeat = heartbeat;
    this.sender = Thread.ofVirtual().name("waybill-bus").start(this::run);
  }

  @Override
  public void publish(Message message) {
    subscribers.publish(message);
    if (!queue.offer(message)) {
      dropped.incrementAndGet();
      overflowed = true;
    }
  }

  @Override
  public void subscribe(Consumer<Message> subscriber) {
    subscribers.subscribe(subscriber);
  }

  @Override
  public Optional<String> degraded() {
    if (failure.isPresent()) {
      return failure;
    }
    if (isDeaf()) {
      return Optional.of(NO_ECHO);
    }
    return overflowed
        ? Optional.of("there is more to send than the engine takes, and some of it was dropped")
        : Optional.empty();
  }

  private boolean isDeaf() {
    return System.nanoTime() - heardItself > 2 * heartbeat.toNanos();
  }

  /** To be called by one thread. */
  @Override
  public boolean mayHaveLost() {
    var reason = degraded();
    overflowed = false;
    // once for each time that it does not work: the reason may be another at each attempt
    boolean isNews = told.equals(NOT_YET) || told.isPresent() != reason.isPresent();
    if (isNews && !reason.equals(told)) {
      told = reason;
      reason.ifPresentOrElse(
          why -> LOG.log(Level.WARNING, "the bus between nodes is degraded: {0}", why),
          () -> LOG.log(Level.INFO, "the bus between nodes works"));
    }
    return lost.getAndSet(false) || reason.isPresent();
  }

  private void run() {
    try {
      while (!closing) {
        connectAndSend();
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private void connectAndSend() throws InterruptedException {
    var session = new Session(channel.get());
    try (var engine = transport.connect(session.channel, session)) {
      heardItself = System.nanoTime();
      nextHeartbeat = heardItself;
      dropped.addAndGet(queue.drainTo(new ArrayList<>()));
      while (!closing || !queue.isEmpty()) {
        session.requireUse();
        send(engine);
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
      Thread.sleep(heartbeat.dividedBy(2));
    }
  }

  private void send(Transport.Sender engine) throws IOException, InterruptedException {
    var first = queue.poll(IDLE_CHECK.toMillis(), TimeUnit.MILLISECONDS);
    var waiting = new ArrayList<Message>(Optional.ofNullable(first).stream().toList());
    queue.drainTo(waiting, MAX_BATCH_SIZE - 1);
    // the other nodes see a gap
    count += dropped.getAndSet(0);
    var batch = new ArrayList<byte[]>();
    waiting.forEach(message -> batch.add(bytes(Optional.of(message))));
    if (System.nanoTime() - nextHeartbeat >= 0) {
      nextHeartbeat = System.nanoTime() + heartbeat.toNanos();
      batch.add(bytes(Optional.empty()));
    }
    if (!batch.isEmpty()) {
      engine.send(List.copyOf(batch));
    }
  }

  private byte[] bytes(Optional<Message> message) {
    return new WireMessage(node, ++count, message).bytes(transport.maxSize());
  }

  /** What one connection tells; an old one cannot make a new one fail. */
  private final class Session implements Transport.Listener {
    private final String channel;
    private volatile @Nullable Exception reason;

    Session(String channel) {
      this.channel = channel;
    }

    private boolean isOutdated() {
      return !channel.equals(NetworkBus.this.channel.get());
    }

    @Override
    public void received(byte[] bytes) {
      var message = WireMessage.parse(bytes);
      if (message.isEmpty() || isOutdated()) {
        missed();
      } else if (message.get().node().equals(node)) {
        hearItself();
      } else {
        hear(message.get());
      }
    }

    @Override
    public void lost(Exception reason) {
      this.reason = reason;
    }

    void requireUse() throws IOException {
      if (reason != null) {
        throw new IOException(reason.getMessage(), reason);
      }
      if (isOutdated()) {
        throw new IOException("the database has another history");
      }
      if (isDeaf()) {
        throw new IOException(NO_ECHO);
      }
    }
  }

  private void hearItself() {
    long now = System.nanoTime();
    heardItself = now;
    boolean isNew = failure.isPresent();
    if (others.forgetSilentSince(now - 5 * heartbeat.toNanos()) || isNew) {
      missed();
    }
    failure = Optional.empty();
  }

  private void hear(WireMessage heard) {
    long advance = others.advance(heard.node(), heard.count(), System.nanoTime());
    if (advance > 1) {
      missed();
    }
    // one that comes late was missed before
    if (advance > 0) {
      heard.message().ifPresent(subscribers::publish);
    }
  }

  private void missed() {
    subscribers.publish(Message.hint(Topic.ALL_CHANGES));
    lost.set(true);
  }

  @Override
  public void close() {
    closing = true;
    try {
      sender.join(CLOSE_TIMEOUT);
      sender.interrupt();
      sender.join(CLOSE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
