package waybill.edge;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.common.buffers.DataWriter;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one connection waits for, and since when. Only a connection that waits for bytes of its
 * client can be overdue: while a handler runs, for example for an open stream, nothing is read.
 * Used by the thread that serves the connection and by the one that checks deadlines.
 */
final class MonitoredConnection {
  /** The connection that the current thread serves, for an error that does not name it. */
  static final ScopedValue<MonitoredConnection> CURRENT = ScopedValue.newInstance();

  private static final Duration MAX_WAIT_FOR_LAST_ANSWER = Duration.ofSeconds(1);

  private enum Phase {
    BETWEEN_REQUESTS,
    HEAD,
    BODY
  }

  /** Tells two connections apart while both are open. */
  record Id(SocketAddress remote, SocketAddress local) {}

  private final SocketChannel channel;
  private final Id id;
  private final String addressKey;
  private final EdgeSettings settings;
  private Phase phase = Phase.BETWEEN_REQUESTS;
  private boolean reading = true;
  private long since = System.nanoTime();
  private BodyFraming body = BodyFraming.none();
  private long bodyBytes;
  private boolean malformedBody;
  private boolean answered;
  private @Nullable DataWriter writer;
  private @Nullable Thread server;
  private @Nullable Thread closer;
  private @Nullable HttpPrologue prologue;

  /** A connection that was just accepted; a TLS handshake comes before its first read. */
  MonitoredConnection(SocketChannel channel, Id id, String addressKey, EdgeSettings settings) {
    this.channel = channel;
    this.id = id;
    this.addressKey = addressKey;
    this.settings = settings;
  }

  Id id() {
    return id;
  }

  /** The key under which it is counted. */
  String addressKey() {
    return addressKey;
  }

  boolean isClosed() {
    return !channel.isOpen();
  }

  /** The TLS handshake, if there is one, is over; called in the thread that serves requests. */
  synchronized void serve(DataWriter to) {
    writer = to;
    server = Thread.currentThread();
  }

  /** Reads what the client has sent; waits if there is nothing. */
  byte[] read(DataReader from) {
    readBegins();
    var bytes = readBytes(from);
    var closing = readEnds(bytes);
    if (closing.isPresent()) {
      awaitLastAnswer(closing.get());
    }
    return bytes;
  }

  /** Helidon 4.5.0 logs a stack trace for each client that leaves within the head of a request. */
  private static byte[] readBytes(DataReader from) {
    try {
      return from.readBuffer().readBytes();
    } catch (InsufficientDataAvailableException e) {
      throw new CloseConnectionException("the client is gone", e);
    }
  }

  /**
   * Helidon closes the connection as soon as this throws, so the last answer must be sent before.
   */
  private static void awaitLastAnswer(Thread closer) {
    try {
      closer.join(MAX_WAIT_FOR_LAST_ANSWER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new CloseConnectionException("the client was too slow");
  }

  private synchronized void readBegins() {
    if (malformedBody) {
      // Helidon reads on to the end of a refused body
      throw new CloseConnectionException("it is not known where the body ends");
    }
    reading = true;
    if (phase == Phase.BETWEEN_REQUESTS) {
      since = System.nanoTime();
    }
  }

  /** Returns the thread that closes the connection if the bytes came too late. */
  private synchronized Optional<Thread> readEnds(byte[] bytes) {
    if (closer != null) {
      return Optional.of(closer);
    }
    reading = false;
    switch (phase) {
      case BETWEEN_REQUESTS -> enter(Phase.HEAD);
      case HEAD -> {}
      case BODY -> addToBody(bytes);
    }
    return Optional.empty();
  }

  /** A request line was read, perhaps from bytes that came with the former request. */
  synchronized void requestBegins(HttpPrologue request) {
    prologue = request;
    if (phase != Phase.HEAD) {
      enter(Phase.HEAD);
    }
  }

  /** The request whose headers are being read. */
  synchronized HttpPrologue prologue() {
    return Optional.ofNullable(prologue).orElseThrow();
  }

  /**
   * The headers were read.
   *
   * @param received what came together with them
   */
  synchronized void headEnds(BodyFraming framing, byte[] received) {
    enter(Phase.BODY);
    prologue = null;
    body = framing;
    bodyBytes = 0;
    addToBody(received);
  }

  private void addToBody(byte[] bytes) {
    bodyBytes += bytes.length;
    malformedBody = true;
    body.add(bytes);
    malformedBody = false;
    if (body.ended()) {
      phase = Phase.BETWEEN_REQUESTS;
    }
  }

  /** The status of an answer is written, whether the request's body was read or not. */
  synchronized void answerBegins() {
    answered = true;
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
   * Closes it if it is overdue; if it is still there at the next deadline, interrupts its thread.
   */
  synchronized void checkDeadline(long now) {
    if (!reading || now - since < limit()) {
      return;
    }
    if (closer != null) {
      if (server != null) {
        server.interrupt();
      }
      return;
    }
    since = now;
    boolean answer = phase != Phase.BETWEEN_REQUESTS && !answered;
    // a write may have to wait for the client, and the check of the others must not
    closer = Thread.ofVirtual().start(() -> close(answer));
  }

  private long limit() {
    var times = settings.times();
    return switch (phase) {
      case BETWEEN_REQUESTS -> times.idle().toNanos();
      case HEAD -> times.request().toNanos();
      case BODY ->
          times.body().plusSeconds(bodyBytes / RequestTimes.MIN_BYTES_PER_SECOND).toNanos();
    };
  }

  private void close(boolean answer) {
    try (channel) {
      var to = writer;
      if (answer && to != null) {
        to.writeNow(DirectErrorHandler.requestTimeout(settings.errors()));
      }
    } catch (IOException | RuntimeException e) {
      // it is closed in any case
    }
  }
}
