package waybill.log;

import static waybill.log.Columns.bytes;
import static waybill.log.Columns.number;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;
import static waybill.log.Columns.time;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import waybill.order.OrderId;

/**
 * What only staff see of an order: their notes to each other, and who wrote its events. Nothing
 * here touches the order's version or anybody's sequence.
 */
public final class Notes {
  private final Database database;

  public Notes(Database database) {
    this.database = database;
  }

  /** One note. */
  public record Note(long id, String account, Instant at, String text) {}

  /** An event with the name of who wrote it; its body is the log's. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Signed(long version, String account, Instant at, byte[] body) {}

  /** The time is kept in microseconds, and so answered. */
  public Note add(OrderId order, String account, String text, Instant now) {
    var at = now.truncatedTo(ChronoUnit.MICROS);
    return database.inTransaction(tx -> {
      tx.execute(
          "insert into note (order_id, account, at, text) values (?, ?, ?, ?)",
          order.value(),
          account,
          param(at),
          text);
      // the last of this account at this moment: H2 and PostgreSQL have no common way to ask for it
      long id =
          tx.first(
                  "select max(id) as id from note where order_id = ? and account = ?",
                  row -> number(row, "id"),
                  order.value(),
                  account)
              .orElseThrow();
      return new Note(id, account, at, text);
    });
  }

  /** An order's notes, oldest first. */
  public List<Note> of(OrderId order) {
    return database.inTransaction(tx ->
        tx.list(
            "select id, account, at, text from note where order_id = ? order by at, id",
            row ->
                new Note(
                    number(row, "id"), text(row, "account"), time(row, "at"), text(row, "text")),
            order.value()));
  }

  /** An order's events with their authors, in the order of their versions. */
  public List<Signed> events(OrderId order) {
    return database.inTransaction(tx ->
        tx.list(
            "select version, account, recorded_at, body from event where order_id = ? order by version",
            row ->
                new Signed(
                    number(row, "version"),
                    text(row, "account"),
                    time(row, "recorded_at"),
                    bytes(row, "body")),
            order.value()));
  }
}
