package waybill.pool;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import waybill.engine.Engine;

/**
 * The word that starts every cursor: it names one history of this database. A server that goes on
 * from an earlier state, such as a standby that takes over, gives numbers a second time, so it gets
 * another word. Each new connection is asked for both. Safe for use by many threads.
 */
public final class Epoch {
  private static final Logger LOG = System.getLogger(Epoch.class.getName());

  private final Engine engine;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile String word = "";

  public Epoch(Engine engine) {
    this.engine = engine;
  }

  /** The word; known once a connection was taken after {@link #begin}. */
  public String word() {
    return word;
  }

  /** From now on new connections are asked; true at the first call. */
  public boolean begin() {
    return !begun.get() && begun.compareAndSet(false, true);
  }

  /** Adds what is done when the word has changed, by the thread that found out: not to block. */
  public void whenChanged(Runnable listener) {
    listeners.add(listener);
  }

  /** Reads the word by a new connection, before anything else is read or written by it. */
  public boolean read(Connection connection) throws SQLException {
    if (!begun.get()) {
      return false;
    }
    var history = engine.history(connection);
    if (history.isPresent()) {
      execute(
          connection,
          "update installation set epoch = case when file is null then epoch else ? end, file = ?"
              + " where file is null or file <> ?",
          random(),
          history.get(),
          history.get());
    }
    var found = find(connection);
    if (found == null) {
      found = random();
      execute(
          connection,
          "insert into installation (id, epoch, created_at, file) values (1, ?, current_timestamp, ?)",
          found,
          history.orElse(null));
    }
    connection.commit();
    set(found);
    return true;
  }

  private synchronized void set(String found) {
    var before = word;
    word = found;
    if (!before.isEmpty() && !before.equals(found)) {
      LOG.log(Level.WARNING, "the database has another history than before: pages load anew");
      listeners.forEach(Runnable::run);
    }
  }

  /** Six random letters or digits, so that the epochs of two databases differ. */
  private static String random() {
    long smallest = 36L * 36 * 36 * 36 * 36;
    return Long.toString(new SecureRandom().nextLong(smallest, 36 * smallest), 36);
  }

  private static @Nullable String find(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select epoch from installation")) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private static void execute(Connection connection, String sql, @Nullable Object... params)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < params.length; i++) {
        statement.setObject(i + 1, params[i]);
      }
      statement.executeUpdate();
    }
  }
}
