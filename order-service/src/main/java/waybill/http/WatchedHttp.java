package waybill.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    return new Watched(WatchedContext.of(ctx, open), open, http, connections);
  }

  private static final class Watched implements ServerConnection, InterruptableTask<Void> {
    private WatchedContext context;
    private final OpenConnection open;
    private final ServerConnectionSelector http;
    private final Connections connections;

    /** Null while an answer goes on without its request: all that it was is then free to go. */
    private volatile @Nullable ServerConnection requests;

    Watched(
        WatchedContext context,
        OpenConnection open,
        ServerConnectionSelector http,
        Connections connections) {
      this.context = context;
      this.open = open;
      this.http = http;
      this.connections = connections;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      try {
        while (goesOnAfter(serve(limit))) {}
      } finally {
        connections.left(open);
      }
    }

    /** Serves requests, until there are no more or one is left behind by its answer. */
    private Optional<Detached> serve(Limit limit) throws InterruptedException {
      var helidon = http.connection(context);
      requests = helidon;
      try {
        ScopedValue.where(OpenConnection.CURRENT, open)
            .call(() -> {
              helidon.handle(limit);
              return null;
            });
        return Optional.empty();
      } catch (Detached e) {
        context = context.forgetful();
        return Optional.of(e);
      } finally {
        requests = null;
      }
    }

    /** Writes what is left to be sent; false if there is to be no further request. */
    private boolean goesOnAfter(Optional<Detached> answer) {
      if (answer.isEmpty()) {
        return false;
      }
      var out = new Chunks(context.dataWriter());
      try {
        answer.get().body().write(out);
        out.close();
        return !answer.get().isLast();
      } catch (IOException | UncheckedIOException e) {
        throw new CloseConnectionException("the client is gone", e);
      }
    }

    @Override
    public boolean canInterrupt() {
      return requests instanceof InterruptableTask<?> task && task.canInterrupt();
    }

    @Override
    public Duration idleTime() {
      var helidon = requests;
      return helidon == null ? Duration.ZERO : helidon.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      var helidon = requests;
      if (helidon != null) {
        helidon.close(interrupt);
      } else if (interrupt) {
        open.interrupt();
      }
    }
  }
}
