package waybill.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import waybill.bus.BusSettings;
import waybill.bus.Transport;
import waybill.bus.TransportProvider;
import waybill.engine.Engine;

/**
 * LISTEN and NOTIFY of the database. The notifications have transactions of their own, after the
 * commit of the change: inside of it, all commits would wait for each other at one lock.
 */
public final class PostgresTransport implements Transport {
  /** PostgreSQL takes less than 8,000 bytes. */
  private static final int MAX_SIZE = 7_999;

  /** One transaction for all, in the order of the array. */
  private static final String NOTIFY =
      "select pg_notify(?, message) from unnest(cast(? as text array)) as message";

  private final BusSettings settings;

  private PostgresTransport(BusSettings settings) {
    this.settings = settings;
  }

  /** For {@code waybill.bus=postgres}. */
  public static final class Provider implements TransportProvider {
    @Override
    public String name() {
      return "postgres";
    }

    @Override
    public Transport transport(BusSettings settings) {
      return new PostgresTransport(settings);
    }
  }

  @Override
  public int maxSize() {
    return MAX_SIZE;
  }

  @Override
  public Sender connect(String channel, Listener listener) throws IOException {
    try {
      // two connections, because one that waits for notifications cannot send
      var in = open("listen " + channel);
      try {
        // a message that a crash of the server loses is found in the log
        return new Notifications(channel, in, open("set synchronous_commit = off"), listener);
      } catch (SQLException e) {
        in.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Connection open(String firstStatement) throws SQLException {
    var properties = Engine.POSTGRESQL.limits();
    properties.putAll(Map.of("user", settings.username(), "password", settings.password()));
    var connection = DriverManager.getConnection(settings.url(), properties);
    try (var statement = connection.createStatement()) {
      statement.execute(firstStatement);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static final class Notifications implements Sender {
    private final String channel;
    private final Connection in;
    private final Connection out;
    private final Thread receiver;

    Notifications(String channel, Connection in, Connection out, Listener listener) {
      this.channel = channel;
      this.in = in;
      this.out = out;
      this.receiver =
          Thread.ofVirtual().name("waybill-bus-postgres").start(() -> receive(listener));
    }

    private void receive(Listener listener) {
      try {
        var notifications = in.unwrap(PGConnection.class);
        while (true) {
          for (var notification : notifications.getNotifications(0)) {
            listener.received(notification.getParameter().getBytes(UTF_8));
          }
        }
      } catch (SQLException e) {
        listener.lost(e);
      }
    }

    @Override
    public void send(List<byte[]> messages) throws IOException {
      var texts = messages.stream().map(message -> new String(message, UTF_8)).toArray();
      try (var statement = out.prepareStatement(NOTIFY)) {
        statement.setString(1, channel);
        statement.setArray(2, out.createArrayOf("text", texts));
        statement.execute();
      } catch (SQLException e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    @Override
    public void close() throws IOException {
      // an interrupt ends the wait of a virtual thread for its socket
      receiver.interrupt();
      try (in;
          out) {
        // both are closed
      } catch (SQLException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }
}
