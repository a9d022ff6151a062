package waybill.store;

import io.helidon.dbclient.DbRow;
import io.helidon.dbclient.DbTransaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Statements within one transaction, by one thread. Parameters stand in the order of their question
 * marks.
 */
public final class Transaction {
  private final DbTransaction transaction;
  private final List<Statement> written = new ArrayList<>();

  Transaction(DbTransaction transaction) {
    this.transaction = transaction;
  }

  /** All rows, read to the end before this returns. */
  public <T> List<T> list(String sql, Function<DbRow, T> reader, @Nullable Object... params) {
    try (var rows = transaction.createQuery(sql).params(Arrays.asList(params)).execute()) {
      return rows.map(reader).toList();
    }
  }

  /** The first row, if there is one. */
  public <T> Optional<T> first(String sql, Function<DbRow, T> reader, @Nullable Object... params) {
    return list(sql, reader, params).stream().findFirst();
  }

  /** Runs an insert, update or delete; returns the number of rows it touched. */
  public long execute(String sql, @Nullable Object... params) {
    long rows = transaction.createDmlStatement(sql).params(Arrays.asList(params)).execute();
    if (rows > 0) {
      written.add(new Statement(sql, Arrays.asList(params)));
    }
    return rows;
  }

  /**
   * The next number in a table's column of that name. Not from a counter of the database: done
   * again after a crash it must be the same one. Two writers at once may get the same: one breaks a
   * key.
   */
  long nextNumber(String table) {
    return first(
            "select coalesce(max(number), 0) + 1 as number from " + table,
            row -> Columns.number(row, "number"))
        .orElseThrow();
  }

  /** What it did so far that must be done again if it is lost. */
  List<Statement> written() {
    return written;
  }
}
