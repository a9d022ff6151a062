package waybill.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Which history of which database a connection leads to. A PostgreSQL server that goes on from an
 * earlier state, such as a standby that takes over, begins a new timeline.
 */
final class History {
  /**
   * The timeline is that of the next commit: pg_control_checkpoint() has the one of the last
   * checkpoint, which may be minutes older than a promotion.
   */
  private static final String NAME =
      """
      select case when pg_is_in_recovery() then null else
             system_identifier || ' ' || (select oid from pg_database where datname = current_database())
             || ' ' || left(pg_walfile_name(pg_current_wal_lsn()), 8) end
        from pg_control_system()
      """;

  private static final String IS_STANDBY =
      "select case when pg_is_in_recovery() then null else '' end";

  private static final Logger LOG = System.getLogger(History.class.getName());
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private History() {}

  /**
   * Its name, other than that of every other history; empty if the server does not tell it.
   *
   * @throws SQLException if the server is a standby, which takes no changes
   */
  static Optional<String> of(Connection connection) throws SQLException {
    try {
      return Optional.of(text(connection, NAME));
    } catch (SQLException e) {
      if (!SqlStates.isRefused(e)) {
        throw e;
      }
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      text(connection, IS_STANDBY);
      if (!TOLD.getAndSet(true)) {
        LOG.log(
            Level.WARNING,
            "the database does not tell its timeline, so a failover is not noticed: {0}",
            e.getMessage());
      }
      return Optional.empty();
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      var text = row.getString(1);
      if (text == null) {
        throw new SQLException(
            "the server is a standby, which takes no changes", SqlStates.NOT_NOW);
      }
      return text;
    }
  }
}
