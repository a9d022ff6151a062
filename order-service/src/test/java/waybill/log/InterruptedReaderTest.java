package waybill.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.engine.Engine;

/** A stream that is cut, or a request caught by the stop, must not take the database with it. */
final class InterruptedReaderTest {
  private static final int ROWS = 2000;

  @TempDir Path data;
  private Database database;

  @BeforeEach
  void openMoreThanTheCacheHolds() {
    database =
        Database.open(
            Engine.h2(data).replaceFirst("CACHE_SIZE=[0-9]+", "CACHE_SIZE=128"), "sa", "", 4);
    write("create table page (id bigint primary key, text varchar(4000))");
    write(
        "insert into page select \"X\", repeat(cast(\"X\" as varchar), 800) from system_range(1, ?)",
        ROWS);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aReaderInterruptedWithinAReadHarmsNobodyElse() throws InterruptedException {
    for (int from = 1; from < ROWS; from += 100) {
      int first = from;
      var reader =
          Thread.ofVirtual()
              .start(() -> {
                Thread.currentThread().interrupt();
                read(first, first + 100);
              });
      reader.join();
    }

    write("insert into page (id, text) values (?, ?)", ROWS + 1, "still open");
    assertEquals(ROWS + 1, read(1, ROWS + 2));
  }

  private long write(String sql, Object... params) {
    return database.inTransaction(tx -> tx.execute(sql, params));
  }

  private int read(int from, int to) {
    var texts =
        database.inTransaction(tx ->
            tx.list(
                "select text from page where id >= ? and id < ?",
                row -> Columns.text(row, "text"),
                from,
                to));
    return texts.size();
  }
}
