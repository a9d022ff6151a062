package waybill;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The line between a browser and a service. Its streams can go dead without either end being told,
 * as a phone's do in a tunnel, and it can be cut.
 */
final class CuttableProxy implements AutoCloseable {
  private final int to;
  private final int port;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private final Set<Socket> streams = ConcurrentHashMap.newKeySet();
  private final Set<Socket> dead = ConcurrentHashMap.newKeySet();
  private ServerSocket plug;

  private CuttableProxy(int to) throws IOException {
    this.to = to;
    this.plug = listen(0);
    this.port = plug.getLocalPort();
    accept(plug);
  }

  static CuttableProxy to(int port) {
    try {
      var proxy = new CuttableProxy(port);
      StaffTokens.alsoFor(proxy.port, port);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /**
   * The streams that are open carry nothing any more, and nobody is told. New connections are well;
   * idle ones are ended, or the browser would send its next requests into a dead one.
   */
  void freezeStreams() {
    dead.addAll(streams);
    ends.stream().filter(end -> !streams.contains(end)).forEach(CuttableProxy::end);
  }

  /** Ends every connection; nobody can connect until it is mended. */
  void disconnect() {
    try {
      plug.close();
      ends.forEach(CuttableProxy::end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void reconnect() {
    try {
      plug = listen(port);
      accept(plug);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(Socket end) {
    try {
      end.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    disconnect();
  }

  private static ServerSocket listen(int port) throws IOException {
    var plug = new ServerSocket();
    plug.setReuseAddress(true);
    plug.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return plug;
  }

  private void accept(ServerSocket plug) {
    Thread.startVirtualThread(() -> {
      try {
        while (true) {
          connect(plug.accept());
        }
      } catch (IOException e) {
        // it was cut
      }
    });
  }

  private void connect(Socket browser) throws IOException {
    var service = new Socket(InetAddress.getLoopbackAddress(), to);
    ends.add(browser);
    ends.add(service);
    Thread.startVirtualThread(() -> carry(browser, service));
    Thread.startVirtualThread(() -> carry(service, browser));
  }

  private void carry(Socket from, Socket to) {
    var buffer = new byte[16 * 1024];
    try (from;
        to) {
      for (int n = from.getInputStream().read(buffer); n >= 0; ) {
        if (new String(buffer, 0, n, US_ASCII).contains("Content-Type: text/event-stream")) {
          streams.addAll(List.of(from, to));
        }
        if (!dead.contains(from)) {
          to.getOutputStream().write(buffer, 0, n);
        }
        n = from.getInputStream().read(buffer);
      }
    } catch (IOException e) {
      // one end is gone, and now both are
    }
  }
}
