package waybill.edge;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/** Helidon's HTTP/1.1, with each of its connections among the {@link MonitoredConnections}. */
final class MonitoredHttp1 implements ServerConnectionSelector {
  private final Http1ConnectionSelector http;
  private final MonitoredConnections connections;

  MonitoredHttp1(Http1Config config, MonitoredConnections connections) {
    this.http = Http1ConnectionSelector.builder().config(config).build();
    this.connections = connections;
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    var connection = connections.of(context);
    var helidon = http.connection(MonitoredContext.of(context, connection));
    return new Connection(helidon, connection, connections);
  }

  private record Connection(
      ServerConnection helidon, MonitoredConnection connection, MonitoredConnections connections)
      implements ServerConnection, InterruptableTask<Void> {

    @Override
    public void handle(Limit limit) throws InterruptedException {
      try {
        ScopedValue.where(MonitoredConnection.CURRENT, connection)
            .call(() -> {
              helidon.handle(limit);
              return true;
            });
      } finally {
        connections.remove(connection);
      }
    }

    @Override
    public boolean canInterrupt() {
      return helidon instanceof InterruptableTask<?> task && task.canInterrupt();
    }

    @Override
    public Duration idleTime() {
      return helidon.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      helidon.close(interrupt);
    }
  }
}
