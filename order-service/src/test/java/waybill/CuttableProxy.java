package waybill;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy between a browser and a service. It can stop forwarding on open streams without
 * closing them, as when a phone enters a tunnel, it can close all connections, and it can cut
 * streams anywhere.
 */
final class CuttableProxy implements AutoCloseable {
  private final int to;
  private final int port;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private final Set<Socket> streams = ConcurrentHashMap.newKeySet();
  private final Set<Socket> frozen = ConcurrentHashMap.newKeySet();
  private ServerSocket serverSocket;
  private volatile Optional<RandomCuts> cuts = Optional.empty();

  private CuttableProxy(int to) throws IOException {
    this.to = to;
    this.serverSocket = listen(0);
    this.port = serverSocket.getLocalPort();
    accept(serverSocket);
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
   * Stops forwarding on all open streams but keeps their connections open. Other connections are
   * closed, because the browser would send its next requests on them; new ones work.
   */
  void freezeStreams() {
    frozen.addAll(streams);
    ends.stream().filter(end -> !streams.contains(end)).forEach(CuttableProxy::end);
  }

  /** From now on each stream is cut after some bytes. */
  void cutStreams(RandomCuts cuts) {
    this.cuts = Optional.of(cuts);
  }

  void cutNoMore() {
    this.cuts = Optional.empty();
  }

  /** Closes all connections and accepts none until {@link #reconnect}. */
  void disconnect() {
    try {
      serverSocket.close();
      ends.forEach(CuttableProxy::end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void reconnect() {
    try {
      serverSocket = listen(port);
      accept(serverSocket);
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
    var serverSocket = new ServerSocket();
    serverSocket.setReuseAddress(true);
    serverSocket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return serverSocket;
  }

  private void accept(ServerSocket serverSocket) {
    Thread.startVirtualThread(() -> {
      try {
        while (true) {
          connect(serverSocket.accept());
        }
      } catch (IOException e) {
        // disconnect() closed the server socket
      }
    });
  }

  private void connect(Socket browser) throws IOException {
    ends.add(browser);
    try {
      var service = new Socket(InetAddress.getLoopbackAddress(), to);
      ends.add(service);
      Thread.startVirtualThread(() -> carry(browser, service));
      Thread.startVirtualThread(() -> carry(service, browser));
    } catch (ConnectException e) {
      browser.close();
    }
  }

  private void carry(Socket from, Socket to) {
    var buffer = new byte[16 * 1024];
    try (from;
        to) {
      for (int n = from.getInputStream().read(buffer); n >= 0; ) {
        if (new String(buffer, 0, n, US_ASCII).contains("Content-Type: text/event-stream")) {
          streams.addAll(List.of(from, to));
        }
        int carried = streams.contains(from) ? cut(buffer, n) : n;
        if (!frozen.contains(from)) {
          to.getOutputStream().write(buffer, 0, carried);
        }
        if (carried < n) {
          return;
        }
        n = from.getInputStream().read(buffer);
      }
    } catch (IOException e) {
      // one connection ended, so both are closed
    }
  }

  private int cut(byte[] buffer, int length) {
    return cuts.map(random -> random.cut(buffer, length)).orElse(length);
  }
}
