package waybill.edge;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;

/** Helidon's connection as one of the {@link MonitoredConnections}. */
record MonitoredHttp1(
    ConnectionContext context,
    ServerConnection helidon,
    MonitoredConnection connection,
    MonitoredConnections connections)
    implements ServerConnection, InterruptableTask<Void> {

  static ServerConnection of(
      Http1ConnectionSelector http, ConnectionContext context, MonitoredConnections connections) {
    var connection = connections.of(context);
    connection.serve(context.dataWriter());
    var from = context.dataReader();
    var reader = DataReader.create(() -> connection.read(from));
    var writer = new MonitoredWriter(context.dataWriter(), connection, connections.answers());
    var helidon = http.connection(WrappedContext.of(context, reader, writer));
    return new MonitoredHttp1(context, helidon, connection, connections);
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    try {
      ScopedValue.where(MonitoredConnection.CURRENT, connection)
          .call(() -> {
            helidon.handle(limit);
            return true;
          });
    } finally {
      connection.linger(context);
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
