package waybill.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An open tracking page of a customer: it follows its stream, reconnects with its cursor when the
 * stream ends, and checks that no event is left out or comes twice.
 */
final class Page implements EventLoop.Connection, EventStreamParser.Reader {
  private static final int MAX_HEAD_SIZE = 16 * 1024;

  /**
   * The longest pause before a page whose connection broke tries again. A browser waits some
   * seconds, as the stream told it; a shorter pause is harder for the service.
   */
  private static final long RECONNECT_MILLIS = 1000;

  private final EventLoop loop;
  private final List<Target> nodes;
  private final Pages pages;
  private final int number;
  private final int customer;
  private final String name;
  private final SequenceCheck sequence = new SequenceCheck();

  private Target target;
  private @Nullable SocketChannel channel;
  private @Nullable StringBuilder head;
  private ChunkedDecoder decoder = new ChunkedDecoder();
  private EventStreamParser parser = new EventStreamParser();
  private long connected;
  private boolean caughtUp;
  private boolean ended;
  private boolean wanted;
  private int attempts;
  private long retryMillis = 3000;

  /**
   * @param nodes the first one is for the first attempt
   * @param customer the customer whose changes it must see
   * @param name the customer's id
   */
  Page(EventLoop loop, List<Target> nodes, Pages pages, int number, int customer, String name) {
    this.loop = loop;
    this.nodes = nodes;
    this.target = nodes.getFirst();
    this.pages = pages;
    this.number = number;
    this.customer = customer;
    this.name = name;
  }

  void open() {
    if (channel != null) {
      return;
    }
    wanted = true;
    try {
      head = new StringBuilder();
      decoder = new ChunkedDecoder();
      parser.clear();
      ended = false;
      var channel = SocketChannel.open();
      this.channel = channel;
      channel.configureBlocking(false);
      target = attempts == 0 ? nodes.getFirst() : nodes.get(pages.turn() % nodes.size());
      var source = target.source(number, attempts++);
      if (source.isPresent()) {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(source.get());
      }
      if (channel.connect(target.address())) {
        ready(loop.register(channel, SelectionKey.OP_CONNECT, this));
      } else {
        loop.register(channel, SelectionKey.OP_CONNECT, this);
      }
    } catch (IOException e) {
      broken(e);
    }
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    var channel = (SocketChannel) key.channel();
    if (key.isConnectable()) {
      channel.finishConnect();
      connected = System.nanoTime();
      pages.statistics().connects++;
      channel.write(ByteBuffer.wrap(request().getBytes(US_ASCII)));
      key.interestOps(pages.reads(number) ? SelectionKey.OP_READ : 0);
      return;
    }
    var in = loop.buffer();
    int length = channel.read(in);
    if (length < 0) {
      ended();
      return;
    }
    pages.statistics().bytes += length;
    in.flip();
    if (head != null) {
      readHead(in);
    }
    if (head == null) {
      decoder.read(in, (data, size) -> parser.read(data, size, this));
      if (decoder.isOver()) {
        ended();
      }
    }
  }

  private String request() {
    var cursor = sequence.cursor();
    return "GET /api/customers/"
        + name
        + "/events?client=p"
        + number
        + " HTTP/1.1\r\nHost: "
        + target.host()
        + "\r\nAccept: text/event-stream\r\nCache-Control: no-cache\r\nAuthorization: Bearer "
        + target.token()
        + (cursor.isEmpty() ? "" : "\r\nLast-Event-ID: " + cursor)
        + "\r\n\r\n";
  }

  private void readHead(ByteBuffer in) throws IOException {
    var text = head;
    while (text != null && in.hasRemaining()) {
      text.append((char) (in.get() & 0xff));
      int length = text.length();
      if (text.charAt(length - 1) == '\n' && length > 4 && text.charAt(length - 3) == '\n') {
        if (text.indexOf("HTTP/1.1 200 ") != 0) {
          pages.refused(text.toString());
          throw new IOException("refused");
        }
        head = null;
        return;
      }
      if (length > MAX_HEAD_SIZE) {
        throw new IOException("the head of the answer has no end");
      }
    }
  }

  @Override
  public void change(String id, long change) {
    long now = System.nanoTime();
    var result = sequence.change(id);
    pages.count(result);
    if (result != SequenceCheck.Result.DUPLICATE) {
      pages.changeLog().arrived(change, customer, now);
      pages.observer().saw(number, customer, sequence.last(), change);
    }
  }

  @Override
  public void control(String event, String id) {
    switch (event) {
      case "ready" -> {
        pages.count(sequence.ready(id));
        if (!caughtUp) {
          caughtUp = true;
          pages.statistics().caughtUp(System.nanoTime() - connected);
        }
      }
      case "reset" -> {
        pages.statistics().resets++;
        sequence.reset(id);
      }
      case "end" -> {
        pages.statistics().ends++;
        ended = true;
      }
      case "ping" -> pages.statistics().pings++;
      case "stale" -> pages.statistics().stale++;
      case "fresh" -> pages.statistics().fresh++;
      default -> throw new IllegalStateException("unknown event " + event);
    }
  }

  @Override
  public void retry(long millis) {
    retryMillis = millis;
    pages.statistics().retries.set((int) millis);
  }

  /** The stream ended; after a regular end the page reconnects after the pause it was told. */
  private void ended() {
    boolean complete = decoder.isOver();
    boolean began = head == null;
    if (began && (!complete || !ended)) {
      pages.statistics().lost++;
      pages.statistics().truncated += parser.isWhole() ? 0 : 1;
    }
    disconnect();
    reconnectWithin(complete ? retryMillis : RECONNECT_MILLIS);
  }

  @Override
  public void broken(IOException why) {
    boolean began = head == null;
    if (channel != null && began) {
      pages.statistics().lost++;
      pages.statistics().truncated += parser.isWhole() ? 0 : 1;
    }
    disconnect();
    reconnectWithin(RECONNECT_MILLIS);
  }

  private void reconnectWithin(long millis) {
    if (wanted) {
      long spread = ThreadLocalRandom.current().nextLong(millis / 2, millis + 1);
      loop.in(
          TimeUnit.MILLISECONDS.toNanos(spread),
          () -> {
            if (wanted && channel == null) {
              open();
            }
          });
    }
  }

  boolean isOpenOn(Target node) {
    return caughtUp && target.equals(node);
  }

  /** Reads from now on, or leaves the data in the socket. */
  void updateReading() {
    var key = channel == null ? null : loop.key(channel);
    if (key != null && key.isValid() && channel != null && channel.isConnected()) {
      key.interestOps(pages.reads(number) ? SelectionKey.OP_READ : 0);
    }
  }

  void close() {
    wanted = false;
    disconnect();
  }

  private void disconnect() {
    if (caughtUp) {
      pages.statistics().open--;
      caughtUp = false;
    }
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      channel = null;
    }
  }
}
