package waybill.http;

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

/** Helidon's HTTP/1.1, each connection of it under the eyes of {@link Connections}. */
final class WatchedHttp implements ServerConnectionSelector {
  private final Http1ConnectionSelector http;
  private final Connections connections;

  WatchedHttp(Http1Config config, Connections connections) {
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
  public ServerConnection connection(ConnectionContext ctx) {
    var open = connections.of(ctx);
    return new Watched(http.connection(WatchedContext.of(ctx, open)), open, connections);
  }

  private static final class Watched implements ServerConnection, InterruptableTask<Void> {
    private final ServerConnection helidon;
    private final OpenConnection open;
    private final Connections connections;

    Watched(ServerConnection helidon, OpenConnection open, Connections connections) {
      this.helidon = helidon;
      this.open = open;
      this.connections = connections;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      try {
        ScopedValue.where(OpenConnection.CURRENT, open)
            .call(() -> {
              helidon.handle(limit);
              return null;
            });
      } finally {
        connections.left(open);
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
