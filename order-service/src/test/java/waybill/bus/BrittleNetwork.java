package waybill.bus;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** TCP between a bus and its engine, which can hang: connections stay open, and nothing passes. */
public final class BrittleNetwork implements AutoCloseable {
  private final int to;
  private final ServerSocket server;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private boolean hangs;

  public BrittleNetwork(int to) {
    this.to = to;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  public int port() {
    return server.getLocalPort();
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

  @Override
  public void close() throws IOException {
    goOn();
    server.close();
    for (var socket : open) {
      socket.close();
    }
  }
}
