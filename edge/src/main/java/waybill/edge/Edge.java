package waybill.edge;

import com.sun.management.UnixOperatingSystemMXBean;
import io.helidon.common.Weighted;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.spi.ServerFeature;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Protects the default listener of a Helidon server against slow, many and malformed requests. One
 * line switches it on: {@code server.update(edge::configure)}; {@link #checkDeadlines} must then be
 * called periodically.
 */
public final class Edge {
  /** Bytes that a client that does not read may leave in the kernel before a write blocks. */
  private static final int SEND_BUFFER_SIZE = 64 * 1024;

  private static final int MAX_REQUEST_LINE_SIZE = 8 * 1024;
  private static final int MAX_HEADERS_SIZE = 16 * 1024;

  /** File descriptors for everything but connections. */
  private static final int RESERVED_DESCRIPTORS = 256;

  private final EdgeSettings settings;
  private final MonitoredConnections connections;

  public Edge(EdgeSettings settings) {
    this.settings = settings;
    this.connections = new MonitoredConnections(settings, maxConnections());
  }

  private static int maxConnections() {
    var system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
    if (system == null) {
      return Integer.MAX_VALUE;
    }
    long descriptors = system.getMaxFileDescriptorCount();
    return (int)
        Math.min(Math.max(descriptors - RESERVED_DESCRIPTORS, descriptors / 2), Integer.MAX_VALUE);
  }

  /** Sets up the default listener, which then speaks HTTP/1.1 only. */
  public void configure(WebServerConfig.Builder server) {
    var sockets =
        SocketOptions.builder().tcpNoDelay(true).socketSendBufferSize(SEND_BUFFER_SIZE).build();
    var http =
        Http1Config.builder()
            .maxPrologueLength(MAX_REQUEST_LINE_SIZE)
            .maxHeadersSize(MAX_HEADERS_SIZE)
            // otherwise the body of a refused request could be taken for the next request
            .continueImmediately(true)
            .addReceiveListener(new RequestFraming(settings.maxBodySize(), connections.answers()))
            .addSendListener(new AnswerListener())
            .build();
    server
        .connectionOptions(new MonitoredSocketOptions(sockets, connections))
        .protocolsDiscoverServices(false)
        .addConnectionSelector(
            new Http1Selector(
                http, (http1, context) -> MonitoredHttp1.of(http1, context, connections)))
        // heap of a silent stream: 15.5 KiB instead of 24 KiB (measured with Helidon 4.5.0)
        .useNio(false)
        // the message tells headers that are too long from malformed ones
        .errorHandling(errors -> errors.includeEntity(true))
        .maxPayloadSize(settings.maxPayloadSize())
        .directHandlers(DirectErrorHandler.handlers(settings.errors()))
        .addFeature(new ConnectionClose());
    settings.certificates().ifPresent(certificates -> server.tls(certificates.tls()));
  }

  /** Closes each connection whose client is too slow; to be called each {@link #checkPeriod}. */
  public void checkDeadlines() {
    connections.checkDeadlines();
  }

  /** A tenth of the shortest deadline, so that none is missed by much. */
  public Duration checkPeriod() {
    return settings.times().checkPeriod();
  }

  /** How many connections are open. */
  public int connections() {
    return connections.size();
  }

  /** Helidon 4.5.0 sends "Connection: close" and reads on (RFC 9112, section 9.6). */
  private static final class ConnectionClose implements ServerFeature, Weighted {
    @Override
    public void setup(ServerFeatureContext context) {
      context
          .socket(WebServer.DEFAULT_SOCKET_NAME)
          .httpRouting()
          .addFilter(ConnectionClose::closeAfterAnswer);
    }

    private static void closeAfterAnswer(
        FilterChain chain, RoutingRequest req, RoutingResponse res) {
      chain.proceed();
      if (res.isSent() && res.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
        throw new CloseConnectionException("the client or the service asked for it");
      }
    }

    @Override
    public String name() {
      return "connection-close";
    }

    @Override
    public String type() {
      return name();
    }

    /** Above all others, so that this filter is the outermost. */
    @Override
    public double weight() {
      return 10_000;
    }
  }

  /** An answer before the end of the request's body is the last one, unless a route reads on. */
  private static final class AnswerListener implements Http1ConnectionListener {
    @Override
    public void headers(ConnectionContext context, Headers headers) {
      var type = headers.first(HeaderNames.CONTENT_TYPE).orElse("");
      boolean isStream = type.startsWith("text/event-stream");
      if (MonitoredConnection.CURRENT.get().answerBegins(isStream)
          && headers instanceof WritableHeaders<?> writable) {
        writable.setIfAbsent(HeaderValues.CONNECTION_CLOSE);
      }
    }
  }
}
