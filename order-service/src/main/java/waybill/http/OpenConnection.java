package waybill.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.common.buffers.DataWriter;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one connection is waiting for, as its own thread says and the watch sees. Only one that
 * waits for its client to say something can be overdue: while a handler runs, as it does as long as
 * a stream is open, nothing is read. Safe for use by both threads.
 */
final class OpenConnection {
  private enum Phase {
    BETWEEN,
    HEAD,
    BODY
  }

  /** The connection that a thread serves. */
  static final ScopedValue<OpenConnection> CURRENT = ScopedValue.newInstance();

  private final Socket socket;
  private final Connections.Ends ends;
  private final String address;
  private Phase phase = Phase.BETWEEN;
  private boolean reading = true;
  private long since = System.nanoTime();
  private BodyFraming body = BodyFraming.none();
  private long received;
  private boolean refused;
  private boolean answered;
  private @Nullable DataWriter writer;
  private @Nullable Thread thread;
  private @Nullable Thread farewell;
  private @Nullable HttpPrologue prologue;

  /** From the moment it is accepted; a TLS handshake comes before anything is read here. */
  OpenConnection(Socket socket, Connections.Ends ends, String address) {
    this.socket = socket;
    this.ends = ends;
    this.address = address;
  }

  Connections.Ends ends() {
    return ends;
  }

  /** What it counts for. */
  String address() {
    return address;
  }

  /** The TLS handshake, if there was one, is over; called in the thread that serves it. */
  synchronized void serve(DataWriter to) {
    writer = to;
    thread = Thread.currentThread();
  }

  /** Reads what the client has sent, waiting for it if there is nothing. */
  byte[] read(DataReader from) {
    reads();
    var bytes = readBytes(from);
    var last = received(bytes);
    if (last.isPresent()) {
      sayFarewell(last.get());
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

  /** Helidon closes the connection at once, and the last word must have been said before. */
  private static void sayFarewell(Thread farewell) {
    try {
      farewell.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new CloseConnectionException("the client was too slow");
  }

  private synchronized void reads() {
    if (refused) {
      // whoever closes an unfinished body reads on
      throw new CloseConnectionException("it is not known where the body ends");
    }
    reading = true;
    if (phase == Phase.BETWEEN) {
      since = System.nanoTime();
    }
  }

  /** Empty, or who says the last word because it came too late. */
  private synchronized Optional<Thread> received(byte[] bytes) {
    if (farewell != null) {
      return Optional.of(farewell);
    }
    reading = false;
    switch (phase) {
      case BETWEEN -> enter(Phase.HEAD);
      case HEAD -> {}
      case BODY -> takeBody(bytes);
    }
    return Optional.empty();
  }

  /** A request line was read, from what came with the former request perhaps. */
  synchronized void begins(HttpPrologue request) {
    prologue = request;
    if (phase != Phase.HEAD) {
      enter(Phase.HEAD);
    }
  }

  /** Whether this thread serves a connection that has not yet read the line of its next request. */
  static boolean readsRequestLine() {
    return CURRENT.isBound() && CURRENT.get().awaitsRequestLine();
  }

  private synchronized boolean awaitsRequestLine() {
    return phase == Phase.HEAD ? prologue == null : answered;
  }

  /** The request whose headers are being read. */
  synchronized HttpPrologue prologue() {
    return Optional.ofNullable(prologue).orElseThrow();
  }

  /**
   * The headers were read.
   *
   * @param already what came together with them
   */
  synchronized void headEnds(BodyFraming framing, byte[] already) {
    enter(Phase.BODY);
    prologue = null; // a stream goes on for hours without it
    body = framing;
    received = 0;
    takeBody(already);
  }

  private void takeBody(byte[] bytes) {
    received += bytes.length;
    refused = true;
    body.take(bytes);
    refused = false;
    if (body.ended()) {
      phase = Phase.BETWEEN;
    }
  }

  /** The request has its answer, whether its body was read or not. */
  synchronized void answers() {
    answered = true;
  }

  private void enter(Phase next) {
    phase = next;
    since = System.nanoTime();
    answered = false;
  }

  boolean isClosed() {
    return socket.isClosed();
  }

  /** Cuts it if it is overdue; what was cut and is not gone after a while is interrupted. */
  synchronized void check(long now, RequestTimes times) {
    if (!reading || now - since < limit(times)) {
      return;
    }
    if (farewell != null) {
      interrupt();
      return;
    }
    since = now;
    boolean tell = phase != Phase.BETWEEN && !answered;
    // it may have to wait for the other side, and the watch must not
    farewell = Thread.ofVirtual().start(() -> end(tell));
  }

  private long limit(RequestTimes times) {
    return switch (phase) {
      case BETWEEN -> times.idle().toNanos();
      case HEAD -> times.request().toNanos();
      case BODY -> times.body().plusSeconds(received / RequestTimes.BYTES_A_SECOND).toNanos();
    };
  }

  synchronized void interrupt() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void end(boolean tell) {
    try (socket) {
      var to = writer;
      if (tell && to != null) {
        to.writeNow(BufferData.create(BeforeRouting.timedOut()));
      }
    } catch (IOException | RuntimeException e) {
      // it is being closed in any case
    }
  }
}
