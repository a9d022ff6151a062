package waybill.edge;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.common.buffers.DataWriter;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one connection waits for, and since when. A connection is overdue only while it waits for
 * bytes of its client, or for its client to take some: while a handler runs, for example for an
 * open stream, neither is so. Used by the thread that serves the connection and by the one that
 * checks deadlines.
 */
final class MonitoredConnection {
  /** The connection that the current thread serves, for code that is not told which it is. */
  static final ScopedValue<MonitoredConnection> CURRENT = ScopedValue.newInstance();

  private static final Duration MAX_WAIT_FOR_LAST_ANSWER = Duration.ofSeconds(1);
  private static final Duration MAX_LINGER = Duration.ofSeconds(2);

  /** Bytes of a refused body that are read and thrown away, so that its client sees the answer. */
  private static final int MAX_DISCARDED = 256 * 1024;

  /** So that ordinary changes are never refused because others send large bodies. */
  private static final int UNCOUNTED_BODY = 8 * 1024;

  private static final byte[] NOTHING = {};

  private enum Phase {
    BETWEEN_REQUESTS,
    HEAD,
    BODY,
    LINGER
  }

  /** Tells two connections apart while both are open. */
  record Id(SocketAddress remote, SocketAddress local) {}

  private final SocketChannel channel;
  private final Id id;
  private final String addressKey;
  private final boolean ofProxy;
  private final EdgeSettings settings;
  private final ByteBudget bodies;
  private Phase phase = Phase.BETWEEN_REQUESTS;
  private boolean reading = true;
  private boolean writing;
  private long since = System.nanoTime();
  private long waitsSince = since;
  private ByteBuffer received = ByteBuffer.wrap(NOTHING);
  private byte[] bodyForHelidon = NOTHING;
  private BodyFraming body = BodyFraming.none();
  private long bodyBytes;
  private long countedBodyBytes;
  private boolean malformedBody;
  private boolean methodEnded;
  private boolean answered;
  private boolean stream;
  private @Nullable DataWriter writer;
  private @Nullable Thread server;
  private volatile @Nullable Thread closer;
  private @Nullable HttpPrologue prologue;

  /** A connection that was just accepted; a TLS handshake comes before its first read. */
  MonitoredConnection(
      SocketChannel channel,
      Id id,
      String addressKey,
      boolean ofProxy,
      EdgeSettings settings,
      ByteBudget bodies) {
    this.channel = channel;
    this.id = id;
    this.addressKey = addressKey;
    this.ofProxy = ofProxy;
    this.settings = settings;
    this.bodies = bodies;
  }

  Id id() {
    return id;
  }

  /** The key under which it is counted. */
  String addressKey() {
    return addressKey;
  }

  boolean isOfProxy() {
    return ofProxy;
  }

  boolean isClosed() {
    return !channel.isOpen();
  }

  /** The TLS handshake, if there is one, is over; called in the thread that serves requests. */
  synchronized void serve(DataWriter to) {
    writer = to;
    server = Thread.currentThread();
  }

  /** Reads what Helidon is to see next; waits if there is nothing. */
  byte[] read(DataReader from) {
    var next = next();
    while (next.length == 0) {
      receive(from);
      next = next();
    }
    return next;
  }

  private void receive(DataReader from) {
    readBegins();
    readEnds(readBytes(from));
  }

  /** Helidon 4.5.0 logs a stack trace for each client that leaves within the head of a request. */
  private static byte[] readBytes(DataReader from) {
    try {
      return from.readBuffer().readBytes();
    } catch (InsufficientDataAvailableException e) {
      throw new CloseConnectionException("the client is gone", e);
    }
  }

  private synchronized void readBegins() {
    reading = true;
    waitsSince = System.nanoTime();
    if (phase == Phase.BETWEEN_REQUESTS) {
      since = waitsSince;
    }
  }

  private synchronized void readEnds(byte[] bytes) {
    if (closer != null) {
      throw new CloseConnectionException("the client was too slow");
    }
    reading = false;
    received = ByteBuffer.wrap(bytes);
  }

  private synchronized byte[] next() {
    if (malformedBody) {
      // Helidon reads on to the end of a refused body
      throw new CloseConnectionException("it is not known where the body ends");
    }
    if (bodyForHelidon.length > 0) {
      var bytes = bodyForHelidon;
      bodyForHelidon = NOTHING;
      return bytes;
    }
    if (phase == Phase.BODY) {
      return takeBody();
    }
    releaseBody();
    if (phase == Phase.BETWEEN_REQUESTS && received.hasRemaining()) {
      enter(Phase.HEAD);
      methodEnded = false;
    }
    var bytes = new byte[received.remaining()];
    received.get(bytes);
    requireMethodInCapitals(bytes);
    return bytes;
  }

  /** Helidon 4.5.0 takes "get" for GET; methods are case-sensitive (RFC 9110, section 9.1). */
  private void requireMethodInCapitals(byte[] head) {
    for (int i = 0; i < head.length && !methodEnded; i++) {
      if (head[i] >= 'a' && head[i] <= 'z') {
        throw RequestFraming.refusal(Status.NOT_IMPLEMENTED_501, "a method in small letters");
      }
      methodEnded = head[i] < 'A' || head[i] > 'Z';
    }
  }

  /** A request line was read. */
  synchronized void requestBegins(HttpPrologue request) {
    prologue = request;
  }

  /** The request whose headers are being read. */
  synchronized HttpPrologue prologue() {
    return Optional.ofNullable(prologue).orElseThrow();
  }

  /**
   * The headers were read.
   *
   * @param rest what was received behind them
   */
  synchronized void headEnds(BodyFraming framing, byte[] rest) {
    enter(Phase.BODY);
    prologue = null;
    body = framing;
    bodyBytes = 0;
    stream = false;
    received = ByteBuffer.wrap(rest);
    bodyForHelidon = takeBody();
  }

  private byte[] takeBody() {
    int before = received.remaining();
    malformedBody = true;
    var bytes = body.take(received);
    count(before - received.remaining());
    malformedBody = false;
    if (body.ended()) {
      phase = Phase.BETWEEN_REQUESTS;
    }
    return bytes;
  }

  private void count(int bytes) {
    bodyBytes += bytes;
    long more = bodyBytes - UNCOUNTED_BODY - countedBodyBytes;
    if (more <= 0 || answered) {
      return;
    }
    if (!bodies.tryTake(this, more)) {
      throw RequestFraming.refusal(Status.SERVICE_UNAVAILABLE_503, "too many bodies");
    }
    countedBodyBytes += more;
  }

  /** The request is over, and nothing holds its body any more. */
  synchronized void releaseBody() {
    if (countedBodyBytes > 0) {
      bodies.give(this, countedBodyBytes);
      countedBodyBytes = 0;
    }
  }

  /**
   * The head of an answer is written, whether the request's body was read or not.
   *
   * @param isStream what a stream sends is not counted: its bytes are shared by all streams
   * @return whether a part of the request's body has not arrived yet
   */
  synchronized boolean answerBegins(boolean isStream) {
    answered = true;
    stream = isStream;
    return phase == Phase.BODY;
  }

  synchronized boolean isStream() {
    return stream;
  }

  synchronized void writeBegins() {
    writing = true;
    waitsSince = System.nanoTime();
  }

  synchronized void writeEnds() {
    writing = false;
  }

  private void enter(Phase next) {
    phase = next;
    since = System.nanoTime();
    answered = false;
  }

  /** Whether the current thread serves a connection whose next request line is not yet read. */
  static boolean currentReadsRequestLine() {
    return CURRENT.isBound() && CURRENT.get().readsRequestLine();
  }

  private synchronized boolean readsRequestLine() {
    return phase == Phase.HEAD ? prologue == null : answered;
  }

  /**
   * Reads what the client still sends after an answer that refused it, within limits: a connection
   * that is closed while bytes arrive is reset, and the client may lose the answer (RFC 9112,
   * section 9.6).
   */
  void linger(ConnectionContext context) {
    releaseBody();
    var closing = closer;
    try {
      if (closing != null) {
        // Helidon closes the connection after this, so the last answer must be sent before
        closing.join(MAX_WAIT_FOR_LAST_ANSWER);
      }
      if (closing != null || !beginsToLinger()) {
        return;
      }
      if (!context.isSecure()) {
        channel.shutdownOutput();
      }
      int discarded = 0;
      while (discarded < MAX_DISCARDED) {
        discarded += readBytes(context.dataReader()).length;
      }
    } catch (InterruptedException | IOException | RuntimeException e) {
      // the client is gone, or its time is over
    }
  }

  private synchronized boolean beginsToLinger() {
    boolean wholeRequest = phase == Phase.BETWEEN_REQUESTS && !malformedBody;
    if (!answered || wholeRequest) {
      return false;
    }
    enter(Phase.LINGER);
    answered = true;
    reading = true;
    return true;
  }

  /**
   * Closes it if it is overdue; if it is still there at the next deadline, interrupts its thread.
   */
  synchronized void checkDeadline(long now) {
    if (!isOverdue(now)) {
      return;
    }
    if (closer != null) {
      if (server != null) {
        server.interrupt();
      }
      return;
    }
    boolean answer = reading && phase != Phase.BETWEEN_REQUESTS && !answered;
    boolean reset = writing;
    since = now;
    waitsSince = now;
    // a write may have to wait for the client, and the check of the others must not
    closer = Thread.ofVirtual().start(() -> close(answer, reset));
  }

  private boolean isOverdue(long now) {
    boolean stalled = now - waitsSince >= settings.times().stall().toNanos();
    if (writing) {
      return stalled;
    }
    return reading && (now - since >= limit() || (phase == Phase.BODY && stalled));
  }

  private long limit() {
    var times = settings.times();
    return switch (phase) {
      case BETWEEN_REQUESTS -> times.idle().toNanos();
      case HEAD -> times.request().toNanos();
      case BODY ->
          times.body().plusSeconds(bodyBytes / RequestTimes.MIN_BYTES_PER_SECOND).toNanos();
      case LINGER -> MAX_LINGER.toNanos();
    };
  }

  /** With a reset the kernel forgets what the client has not read. */
  private void close(boolean answer, boolean reset) {
    try (channel) {
      var to = writer;
      if (answer && to != null) {
        to.writeNow(DirectErrorHandler.requestTimeout(settings.errors()));
      }
      if (reset) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException | RuntimeException e) {
      // it is closed in any case
    }
  }
}
