package waybill.http;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * All open connections of the public port, and the watch that cuts those whose client is too slow.
 * Above its cap an address gets no further connection, and above the node's nobody does: where no
 * file descriptor is left for the next one Helidon would end its listener for good. Safe for use by
 * many threads.
 *
 * <p>What cannot be done here: whoever sends a second request before the first is answered is given
 * its time when the first is done and not before; and who is too slow within the TLS handshake is
 * cut without a word, since there is no way yet to say one.
 */
final class Connections implements AutoCloseable {
  private final RequestTimes times;
  private final Caps caps;
  private final Proxies proxies;
  private final Map<Ends, OpenConnection> open = new ConcurrentHashMap<>();
  private final Map<String, Integer> byAddress = new HashMap<>();
  private final Thread watch;

  /** How many connections there may be from one address, proxies apart, and in all. */
  record Caps(int address, int node) {}

  /** What tells two connections apart while both are open. */
  record Ends(SocketAddress remote, SocketAddress local) {}

  /** Whoever is told this closes the connection. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1;

    Full() {
      super("no more connections", null, false, false);
    }
  }

  Connections(RequestTimes times, Caps caps, Proxies proxies) {
    this.times = times;
    this.caps = caps;
    this.proxies = proxies;
    this.watch = Thread.ofPlatform().name("waybill-connections").daemon().start(this::watch);
  }

  /**
   * Called for each connection as it is accepted.
   *
   * @throws Full if it must be closed
   */
  synchronized void accept(Socket socket) {
    var address = Proxies.throttleKey(socket.getInetAddress());
    int most = proxies.trust(socket.getInetAddress()) ? caps.node() : caps.address();
    if (open.size() >= caps.node() || byAddress.getOrDefault(address, 0) >= most) {
      throw new Full();
    }
    var ends = new Ends(socket.getRemoteSocketAddress(), socket.getLocalSocketAddress());
    var former = open.put(ends, new OpenConnection(socket, ends, address));
    if (former != null) {
      forget(former);
    }
    byAddress.merge(address, 1, Integer::sum);
  }

  /** The one that a context is about. */
  OpenConnection of(ConnectionContext ctx) {
    var found = open.get(new Ends(ctx.remotePeer().address(), ctx.localPeer().address()));
    if (found == null) {
      throw new CloseConnectionException("it was cut before it could begin");
    }
    return found;
  }

  /** It has ended. */
  synchronized void left(OpenConnection connection) {
    if (open.remove(connection.ends(), connection)) {
      forget(connection);
    }
  }

  private void forget(OpenConnection connection) {
    byAddress.computeIfPresent(connection.address(), (_, n) -> n > 1 ? n - 1 : null);
  }

  private void watch() {
    long shortest =
        LongStream.of(times.request().toMillis(), times.body().toMillis(), times.idle().toMillis())
            .min()
            .orElseThrow();
    try {
      while (true) {
        Thread.sleep(Math.clamp(shortest / 10, 10, 1000));
        long now = System.nanoTime();
        for (var connection : open.values()) {
          connection.check(now, times);
          // a TLS handshake that fails ends without a word to anybody
          if (connection.isClosed()) {
            left(connection);
          }
        }
      }
    } catch (InterruptedException e) {
      // the service is closed
    }
  }

  /** How many there are. */
  int size() {
    return open.size();
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
