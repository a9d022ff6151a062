package waybill.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection to the REST API, with at most one request under way. */
final class ApiConnection implements EventLoop.Connection {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private final EventLoop loop;
  private final Target target;
  private final ApiConnectionPool pool;
  private byte[] answer = new byte[4096];
  private int length;
  private @Nullable SocketChannel channel;
  private @Nullable ApiRequest call;

  ApiConnection(EventLoop loop, Target target, ApiConnectionPool pool) {
    this.loop = loop;
    this.target = target;
    this.pool = pool;
  }

  void open() {
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      // From another address than the service's: while the service is down, a socket could take its
      // // port, or connect to itself.
      var source = target.elsewhere();
      if (source.isPresent()) {
        channel.bind(source.get());
      }
      channel.connect(target.address());
      loop.register(channel, SelectionKey.OP_CONNECT, this);
    } catch (IOException e) {
      broken(e);
    }
  }

  /** Sends a request; it is small enough for the socket's buffer. */
  void send(ApiRequest next) {
    call = next;
    length = 0;
    try {
      if (channel == null) {
        throw new IOException("not connected");
      }
      var out = ByteBuffer.wrap(next.bytes(target));
      while (out.hasRemaining()) {
        channel.write(out);
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
      key.interestOps(SelectionKey.OP_READ);
      pool.idle(this);
      return;
    }
    var in = loop.buffer();
    if (channel.read(in) < 0) {
      throw new IOException("closed");
    }
    in.flip();
    keep(in);
    finish();
  }

  private void keep(ByteBuffer in) {
    int more = in.remaining();
    if (length + more > answer.length) {
      answer = Arrays.copyOf(answer, 2 * (length + more));
    }
    in.get(answer, length, more);
    length += more;
  }

  private void finish() throws IOException {
    int headLength = endOfHead();
    var current = call;
    if (headLength < 0) {
      return;
    }
    if (current == null) {
      throw new IOException("an answer to nothing");
    }
    var head = new String(answer, 0, headLength, US_ASCII);
    int bodyLength = contentLength(head);
    if (length < headLength + bodyLength) {
      return;
    }
    call = null;
    int status = Integer.parseInt(head.substring(9, 12));
    var body = Arrays.copyOfRange(answer, headLength, headLength + bodyLength);
    current.listener().answered(new ApiRequest.Reply(status, head, body));
    pool.idle(this);
  }

  private int endOfHead() {
    for (int i = 3; i < length; i++) {
      if (answer[i] == '\n' && answer[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int contentLength(String head) throws IOException {
    int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
    if (at < 0) {
      if (head.startsWith("HTTP/1.1 204 ") || head.startsWith("HTTP/1.1 304 ")) {
        return 0;
      }
      throw new IOException("an answer without a length: " + head);
    }
    int from = at + "content-length: ".length();
    return Integer.parseInt(head.substring(from, head.indexOf('\r', from)));
  }

  @Override
  public void broken(IOException why) {
    try {
      if (channel != null) {
        channel.close();
        channel = null;
      }
    } catch (IOException e) {
      why.addSuppressed(e);
    }
    var current = call;
    call = null;
    if (current != null) {
      current.listener().answered(null);
    }
    pool.gone(this);
    loop.in(PAUSE, this::open);
  }
}
