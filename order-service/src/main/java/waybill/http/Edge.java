package waybill.http;

import com.sun.management.UnixOperatingSystemMXBean;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import waybill.api.BulkRoutes;

/** Where strangers' bytes come in: who may connect, how long and how much he may say. */
public final class Edge implements AutoCloseable {
  /** What a client that does not read may leave in the kernel, in bytes, before a write blocks. */
  private static final int SEND_BUFFER = 64 * 1024;

  private static final int MAX_REQUEST_LINE = 8 * 1024;
  private static final int MAX_HEADERS = 16 * 1024;

  /**
   * Helidon closes above it; a route's own limit is answered, and the rest of the body passed over.
   */
  private static final int MAX_PAYLOAD = 2 * BulkRoutes.MAX_BODY;

  /** File descriptors for everything but connections. */
  private static final int RESERVE = 256;

  private final Proxies proxies;
  private final Connections connections;
  private final Optional<Certificates> certificates;

  /**
   * Begins to watch.
   *
   * @param perAddress connections from one address
   * @param certificates for TLS; closed with this
   */
  public Edge(
      RequestTimes times, int perAddress, Proxies proxies, Optional<Certificates> certificates) {
    this.certificates = certificates;
    this.proxies = proxies;
    this.connections =
        new Connections(times, new Connections.Caps(perAddress, descriptors()), proxies);
  }

  private static int descriptors() {
    var system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
    if (system == null) {
      return Integer.MAX_VALUE;
    }
    long most = system.getMaxFileDescriptorCount();
    return (int) Math.min(Math.max(most - RESERVE, most / 2), Integer.MAX_VALUE);
  }

  void guard(WebServerConfig.Builder server) {
    var sockets =
        SocketOptions.builder().tcpNoDelay(true).socketSendBufferSize(SEND_BUFFER).build();
    var http =
        Http1Config.builder()
            .maxPrologueLength(MAX_REQUEST_LINE)
            .maxHeadersSize(MAX_HEADERS)
            // or a refused request would be followed by a body that is taken for the next one
            .continueImmediately(true)
            .addReceiveListener(new Framing())
            .addSendListener(new Answering())
            .build();
    server
        .connectionOptions(new AcceptedSockets(sockets, connections))
        .protocolsDiscoverServices(false)
        // 15.5 instead of 24 KiB of heap for a stream that is silent
        .useNio(false)
        // the message tells headers that are too long from malformed ones
        .errorHandling(errors -> errors.includeEntity(true))
        .addConnectionSelector(new WatchedHttp(http, connections))
        .maxPayloadSize(MAX_PAYLOAD)
        .directHandlers(BeforeRouting.handlers());
    certificates.ifPresent(pair -> server.tls(pair.tls()));
  }

  /**
   * Helidon 4.5.0 says "Connection: close" and goes on to read (RFC 9112, section 9.6). And it
   * takes the proxy for the client.
   */
  void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
    ClientAddress.tell(req, proxies);
    chain.proceed();
    if (res.isSent() && res.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
      throw new CloseConnectionException("one of both sides asked for it");
    }
  }

  private static final class Answering implements Http1ConnectionListener {
    @Override
    public void status(ConnectionContext ctx, Status status) {
      ((WatchedContext) ctx).open().answers();
    }
  }

  /** How many connections are open. */
  int connections() {
    return connections.size();
  }

  @Override
  public void close() {
    connections.close();
    certificates.ifPresent(Certificates::close);
  }
}
