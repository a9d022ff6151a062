package waybill.log;

import io.helidon.dbclient.DbRow;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How values travel between columns and types, the same on every database. */
public final class Columns {
  private Columns() {}

  public static String text(DbRow row, String name) {
    return row.column(name).get(String.class);
  }

  public static Optional<String> optionalText(DbRow row, String name) {
    return Optional.ofNullable(row.column(name).get(String.class));
  }

  public static long number(DbRow row, String name) {
    return row.column(name).get(Number.class).longValue();
  }

  public static boolean flag(DbRow row, String name) {
    return row.column(name).get(Boolean.class);
  }

  public static byte[] bytes(DbRow row, String name) {
    return row.column(name).get(byte[].class);
  }

  public static Instant time(DbRow row, String name) {
    return optionalTime(row, name).orElseThrow();
  }

  public static Optional<Instant> optionalTime(DbRow row, String name) {
    return Optional.ofNullable(row.column(name).get(Object.class))
        .map(value ->
            value instanceof Timestamp time
                ? time.toInstant() // from PostgreSQL's driver
                : ((OffsetDateTime) value).toInstant());
  }

  /** A time of the database's clock, as SQL: the clocks of two nodes may differ. */
  public static String ago(Duration time) {
    return "current_timestamp - interval '" + time.toSeconds() + "' second";
  }

  /** JDBC knows no Instant; both databases know an offset. */
  public static OffsetDateTime param(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  public static @Nullable OffsetDateTime param(Optional<Instant> time) {
    return time.map(Columns::param).orElse(null);
  }
}
