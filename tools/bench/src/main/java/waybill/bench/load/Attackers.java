package waybill.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Clients that harm the service on purpose. They are no part of the event loop: each has a virtual
 * thread that connects, sends its bytes, and begins again when the service is done with it.
 */
public final class Attackers implements AutoCloseable {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int SMALL_BUFFER = 4 * 1024;

  private final Target target;
  private final boolean reading;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile boolean over;

  /**
   * Starts them.
   *
   * @param requests the bytes of each client, by its number
   * @param reading whether they read answers; otherwise they send their bytes again and again until
   *     the connection is cut
   */
  public Attackers(Target target, int clients, IntFunction<byte[]> requests, boolean reading) {
    this.target = target;
    this.reading = reading;
    for (int i = 0; i < clients; i++) {
      int client = i;
      var bytes = requests.apply(client);
      threads.add(Thread.startVirtualThread(() -> repeat(client, bytes)));
    }
  }

  private void repeat(int client, byte[] bytes) {
    while (!over) {
      try (var socket = new Socket()) {
        sockets.add(socket);
        (attack(socket, client, bytes) ? accepted : refused).increment();
      } catch (IOException e) {
        refused.increment();
      }
      sockets.removeIf(Socket::isClosed);
      LockSupport.parkNanos(PAUSE);
    }
  }

  /** Returns whether the service did what it was asked for. */
  private boolean attack(Socket socket, int client, byte[] bytes) throws IOException {
    if (!reading) {
      socket.setReceiveBufferSize(SMALL_BUFFER);
    }
    var source = target.attacker(client);
    if (source.isPresent()) {
      socket.bind(source.get());
    }
    socket.connect(target.address());
    do {
      socket.getOutputStream().write(bytes);
    } while (!reading && !over);
    var status = new String(socket.getInputStream().readNBytes(10), US_ASCII);
    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    return status.equals("HTTP/1.1 2");
  }

  /** Requests that were answered with success. */
  public long accepted() {
    return accepted.sum();
  }

  /** Requests that were refused, and connections that were cut. */
  public long refused() {
    return refused.sum();
  }

  /** Closes all connections, and waits until no client is left. */
  @Override
  public void close() throws IOException {
    over = true;
    for (var thread : threads) {
      while (thread.isAlive()) {
        for (var socket : sockets) {
          socket.close();
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
  }
}
