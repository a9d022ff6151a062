package waybill.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A customer's open tracking page: it follows its stream, comes back with its cursor when it is
 * over, and checks that nothing is left out and nothing comes twice.
 */
final class Page implements Loop.Connection, Blocks.Reader {
  private static final int MOST_OF_HEAD = 16 * 1024;

  /**
   * Milliseconds after which a page whose connection broke tries again, at most. A browser waits as
   * long as the stream told it, some seconds; a herd that does not is the harder one.
   */
  private static final long IMPATIENCE = 1000;

  private final Loop loop;
  private final Target target;
  private final Pages all;
  private final int number;
  private final int customer;
  private final String name;
  private final History history = new History();

  private @Nullable SocketChannel channel;
  private @Nullable StringBuilder head;
  private Chunks chunks = new Chunks();
  private Blocks blocks = new Blocks();
  private long connected;
  private boolean caughtUp;
  private boolean ended;
  private boolean wanted;
  private int attempts;
  private long retryMillis = 3000;

  /**
   * @param customer whose changes it must see
   * @param name the customer's id
   */
  Page(Loop loop, Target target, Pages all, int number, int customer, String name) {
    this.loop = loop;
    this.target = target;
    this.all = all;
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
      chunks = new Chunks();
      blocks.clear();
      ended = false;
      var channel = SocketChannel.open();
      this.channel = channel;
      channel.configureBlocking(false);
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
      all.tally().connects++;
      channel.write(ByteBuffer.wrap(request().getBytes(US_ASCII)));
      key.interestOps(all.reads(number) ? SelectionKey.OP_READ : 0);
      return;
    }
    var in = loop.buffer();
    int length = channel.read(in);
    if (length < 0) {
      over();
      return;
    }
    all.tally().bytes += length;
    in.flip();
    if (head != null) {
      readHead(in);
    }
    if (head == null) {
      chunks.read(in, (data, size) -> blocks.read(data, size, this));
      if (chunks.isOver()) {
        over();
      }
    }
  }

  private String request() {
    var cursor = history.cursor();
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
          all.refused(text.toString());
          throw new IOException("refused");
        }
        head = null;
        return;
      }
      if (length > MOST_OF_HEAD) {
        throw new IOException("the head of the answer has no end");
      }
    }
  }

  @Override
  public void change(String id, long mark) {
    long now = System.nanoTime();
    var verdict = history.change(id);
    all.judge(verdict);
    if (verdict != History.Verdict.DUPLICATE) {
      all.journal().arrived(mark, customer, now);
    }
  }

  @Override
  public void control(String event, String id) {
    switch (event) {
      case "ready" -> {
        all.judge(history.ready(id));
        if (!caughtUp) {
          caughtUp = true;
          all.tally().caughtUp(System.nanoTime() - connected);
        }
      }
      case "reset" -> {
        all.tally().resets++;
        history.reset(id);
      }
      case "end" -> {
        all.tally().ends++;
        ended = true;
      }
      case "ping" -> all.tally().pings++;
      default -> throw new IllegalStateException("unknown event " + event);
    }
  }

  @Override
  public void retry(long millis) {
    retryMillis = millis;
    all.tally().retries.set((int) millis);
  }

  /** The stream ended; when as it should, the page comes back after the pause it was told. */
  private void over() {
    boolean complete = chunks.isOver();
    boolean began = head == null;
    if (began && (!complete || !ended)) {
      all.tally().lost++;
      all.tally().torn += blocks.isWhole() ? 0 : 1;
    }
    shut();
    again(complete ? retryMillis : IMPATIENCE);
  }

  @Override
  public void broken(IOException why) {
    boolean began = head == null;
    if (channel != null && began) {
      all.tally().lost++;
      all.tally().torn += blocks.isWhole() ? 0 : 1;
    }
    shut();
    again(IMPATIENCE);
  }

  private void again(long millis) {
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

  /** Reads, or leaves what comes in the socket. */
  void readOrNot() {
    var key = channel == null ? null : loop.key(channel);
    if (key != null && key.isValid() && channel != null && channel.isConnected()) {
      key.interestOps(all.reads(number) ? SelectionKey.OP_READ : 0);
    }
  }

  void close() {
    wanted = false;
    shut();
  }

  private void shut() {
    if (caughtUp) {
      all.tally().open--;
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
