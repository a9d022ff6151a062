package waybill.log;

import io.helidon.dbclient.DbRow;
import io.helidon.dbclient.DbTransaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import waybill.order.LoggedEvent;

/**
 * Statements within one transaction, by one thread. Parameters stand in the order of their question
 * marks.
 */
public final class Transaction {
  private final DbTransaction transaction;
  private final List<LoggedEvent> toPublish = new ArrayList<>();
  private final boolean shared;
  private boolean hasWritten;

  Transaction(DbTransaction transaction, boolean shared) {
    this.transaction = transaction;
    this.shared = shared;
  }

  /** Whether other nodes may write to the database at the same time. */
  boolean isShared() {
    return shared;
  }

  /** All rows, read to the end before this returns. */
  public <T> List<T> list(String sql, Function<DbRow, T> reader, @Nullable Object... params) {
    try (var rows = transaction.createQuery(sql).params(storable(params)).execute()) {
      return rows.map(reader).toList();
    }
  }

  /** The first row, if there is one. */
  public <T> Optional<T> first(String sql, Function<DbRow, T> reader, @Nullable Object... params) {
    return list(sql, reader, params).stream().findFirst();
  }

  /** Runs an insert, update or delete; returns the number of rows it touched. */
  public long execute(String sql, @Nullable Object... params) {
    long rows = transaction.createDmlStatement(sql).params(storable(params)).execute();
    hasWritten |= rows > 0;
    return rows;
  }

  /** No text that is stored has the character U+0000, and PostgreSQL refuses to look for it. */
  private static @Nullable Object[] storable(@Nullable Object[] params) {
    Arrays.setAll(
        params, i -> params[i] instanceof String it ? it.replace('\0', '\ufffd') : params[i]);
    return params;
  }

  boolean hasWritten() {
    return hasWritten || !toPublish.isEmpty();
  }

  /** Has {@link GroupCommit} publish an event once this transaction is committed. */
  void publishAfterCommit(LoggedEvent event) {
    toPublish.add(event);
  }

  /** The events to publish, in the order of their numbers. */
  List<LoggedEvent> toPublish() {
    return toPublish;
  }
}
