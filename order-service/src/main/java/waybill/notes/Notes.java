package waybill.notes;

import static waybill.log.Columns.bytes;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;
import static waybill.log.Columns.time;

import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import waybill.log.Database;
import waybill.order.OrderId;

/**
 * Staff's internal notes about orders, and the events of an order with their authors. A note
 * changes neither the order's version nor its customer's sequence.
 */
public final class Notes {
  private final Database database;

  public Notes(Database database) {
    this.database = database;
  }

  record Note(String account, Instant at, String text) {}

  /** An event with its author; the body is that of the log. */
  @SuppressWarnings("ArrayRecordComponent")
  record AuthoredEvent(String account, Instant at, byte[] body) {}

  /** Adds a note. Its time is kept, and returned, in microseconds. */
  Note add(OrderId order, String account, String text, Instant now) {
    var at = now.truncatedTo(ChronoUnit.MICROS);
    database.write(tx ->
        tx.execute(
            "insert into note (order_id, account, at, text) values (?, ?, ?, ?)",
            order.value(),
            account,
            param(at),
            text));
    return new Note(account, at, text);
  }

  /** An order's notes, oldest first. */
  List<Note> of(OrderId order) {
    return database.inTransaction(tx ->
        tx.list(
            "select account, at, text from note where order_id = ? order by at, id",
            Notes::note,
            order.value()));
  }

  /** An order's events, in the order of their versions. */
  List<AuthoredEvent> events(OrderId order) {
    return database.inTransaction(tx ->
        tx.list(
            "select account, recorded_at, body from event where order_id = ? order by version",
            Notes::authoredEvent,
            order.value()));
  }

  private static Note note(DbRow row) {
    return new Note(text(row, "account"), time(row, "at"), text(row, "text"));
  }

  private static AuthoredEvent authoredEvent(DbRow row) {
    return new AuthoredEvent(text(row, "account"), time(row, "recorded_at"), bytes(row, "body"));
  }
}
