package waybill.edge;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All open connections, counted in all and for each address. Safe for use by many threads.
 *
 * <p>There is a limit on all connections because Helidon 4.5.0 ends its listener for good when it
 * cannot accept one for lack of a file descriptor. A second request that is sent before the first
 * is answered gets its time only when the first is done. A client that is too slow in the TLS
 * handshake is cut without an answer, which could not be sent yet.
 */
final class MonitoredConnections {
  private final EdgeSettings settings;
  private final int maxConnections;
  private final ByteBudget bodies;
  private final ByteBudget answers;
  private final Map<MonitoredConnection.Id, MonitoredConnection> open = new ConcurrentHashMap<>();
  private final Map<String, Integer> countByAddress = new HashMap<>();

  /** Tells Helidon to close the connection. */
  static final class TooManyConnections extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyConnections() {
      super("too many connections", null, false, false);
    }
  }

  MonitoredConnections(EdgeSettings settings, int maxConnections) {
    this.settings = settings;
    this.maxConnections = maxConnections;
    long share = Runtime.getRuntime().maxMemory() / 8;
    this.bodies = new ByteBudget(Math.max(share, settings.maxPayloadSize()));
    this.answers = new ByteBudget(share);
  }

  /** Bytes of answers that wait for their clients. */
  ByteBudget answers() {
    return answers;
  }

  /**
   * Called for each connection when it is accepted.
   *
   * @throws TooManyConnections if it must be closed
   */
  synchronized void add(SocketChannel channel) {
    var socket = channel.socket();
    var address = socket.getInetAddress();
    var key = settings.addressKey().apply(address);
    boolean proxy = settings.trustedProxy().test(address);
    int limit = proxy ? maxConnections : settings.maxConnectionsPerAddress();
    if (open.size() >= maxConnections || countByAddress.getOrDefault(key, 0) >= limit) {
      throw new TooManyConnections();
    }
    var id =
        new MonitoredConnection.Id(socket.getRemoteSocketAddress(), socket.getLocalSocketAddress());
    var former = open.put(id, new MonitoredConnection(channel, id, key, proxy, settings, bodies));
    if (former != null) {
      uncount(former);
    }
    countByAddress.merge(key, 1, Integer::sum);
  }

  MonitoredConnection of(ConnectionContext context) {
    var id =
        new MonitoredConnection.Id(context.remotePeer().address(), context.localPeer().address());
    var connection = open.get(id);
    if (connection == null) {
      throw new CloseConnectionException("it was cut before its first request");
    }
    return connection;
  }

  /** Called when the connection has ended. */
  synchronized void remove(MonitoredConnection connection) {
    if (open.remove(connection.id(), connection)) {
      uncount(connection);
    }
  }

  private void uncount(MonitoredConnection connection) {
    countByAddress.computeIfPresent(connection.addressKey(), (_, n) -> n > 1 ? n - 1 : null);
  }

  void checkDeadlines() {
    long now = System.nanoTime();
    for (var connection : open.values()) {
      connection.checkDeadline(now);
      // Helidon tells us nothing about a TLS handshake that fails
      if (connection.isClosed()) {
        remove(connection);
      }
    }
  }

  int size() {
    return open.size();
  }
}
