package waybill.bus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** TCP between a bus and its engine. When it hangs, connections stay open, and nothing passes. */
public final class BrittleNetwork implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final int to;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** No virtual thread: one that waits in accept may sleep on when its socket is closed. */
  private final Thread acceptor;

  private final AtomicInteger accepted = new AtomicInteger();
  private boolean hangs;

  /**
   * @param port where the engine seems to listen; 0 for any
   * @param to the port of the engine
   */
  public BrittleNetwork(int port, int to) {
    this(listen(port), to);
  }

  BrittleNetwork(ServerSocket server, int to) {
    this.server = server;
    this.to = to;
    this.acceptor = Thread.ofPlatform().daemon().start(this::accept);
  }

  private static ServerSocket listen(int port) {
    try {
      return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How many connections there were, also those that the engine did not take. */
  int accepted() {
    return accepted.get();
  }

  /** How many connections are open. */
  long connections() {
    return open.stream().filter(socket -> !socket.isClosed()).count() / 2;
  }

  /** Cuts all connections; new ones can be made. */
  void cut() {
    try {
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public synchronized void hang() {
    hangs = true;
  }

  public synchronized void goOn() {
    hangs = false;
    notifyAll();
  }

  private synchronized void pass() throws InterruptedException {
    while (hangs) {
      wait();
    }
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        accepted.incrementAndGet();
        open.add(client);
        try {
          var engine = new Socket(InetAddress.getLoopbackAddress(), to);
          open.add(engine);
          Thread.startVirtualThread(() -> carry(client, engine));
          Thread.startVirtualThread(() -> carry(engine, client));
        } catch (IOException e) {
          client.close();
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void carry(Socket from, Socket to) {
    var buffer = new byte[16 * 1024];
    try (from;
        to) {
      for (int n = from.getInputStream().read(buffer); n >= 0; ) {
        pass();
        to.getOutputStream().write(buffer, 0, n);
        n = from.getInputStream().read(buffer);
      }
    } catch (IOException | InterruptedException e) {
      // one connection ended, so both are closed
    }
  }

  /** Its port is free when this returns. */
  @Override
  public void close() throws IOException {
    goOn();
    server.close();
    try {
      acceptor.join(CLOSE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cut();
  }
}
