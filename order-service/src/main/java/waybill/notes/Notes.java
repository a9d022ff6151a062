package waybill.notes;

import static java.lang.Long.parseLong;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Instant.EPOCH;
import static java.time.temporal.ChronoUnit.MICROS;
import static waybill.log.Columns.bytes;
import static waybill.log.Columns.number;
import static waybill.log.Columns.optionalText;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;
import static waybill.log.Columns.time;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.util.RawValue;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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

  /** Where a page of a history goes on: after the entry with this time and number. */
  record Place(Instant at, long number) {
    static final Place START = new Place(EPOCH, 0);
    private static final Pattern TOKEN = Pattern.compile("([0-9]{1,16})-([0-9]{1,16})");

    static Optional<Place> parse(String token) {
      var parts = TOKEN.matcher(token);
      return parts.matches()
          ? Optional.of(
              new Place(EPOCH.plus(parseLong(parts.group(1)), MICROS), parseLong(parts.group(2))))
          : Optional.empty();
    }

    @Override
    public String toString() {
      return MICROS.between(EPOCH, at) + "-" + number;
    }
  }

  /** An entry of a history, as JSON: a note has a text, an event is that of the log, unchanged. */
  record Entry(
      @JsonIgnore Place place,
      String kind,
      Instant at,
      String by,
      Optional<String> text,
      Optional<RawValue> event) {}

  /** Adds a note. Its time is kept, and returned, in microseconds. */
  Entry add(OrderId order, String account, String text, Instant now) {
    var at = now.truncatedTo(MICROS);
    database.write(tx ->
        tx.execute(
            "insert into note (order_id, account, at, text) values (?, ?, ?, ?)",
            order.value(),
            account,
            param(at),
            text));
    return new Entry(Place.START, "note", at, account, Optional.of(text), Optional.empty());
  }

  /** What follows a place, oldest first; events before notes of the same time. */
  List<Entry> history(OrderId order, Place after, int limit) {
    var id = order.value();
    var at = param(after.at());
    return database.inTransaction(tx ->
        tx.list(
            """
            (select 'event' as kind, account, recorded_at as at, version as number, null as text, body
               from event where order_number = (select number from orders where id = ?) and (recorded_at, version) > (?, ?)
              order by recorded_at, version limit ?)
            union all
            (select 'note', account, at, id + 1000000000, text, cast('' as bytea)
               from note where order_id = ? and (at, id + 1000000000) > (?, ?)
              order by at, id limit ?)
            order by at, number
            """,
            Notes::entry,
            id,
            at,
            after.number(),
            limit,
            id,
            at,
            after.number(),
            limit));
  }

  private static Entry entry(DbRow row) {
    var at = time(row, "at");
    return new Entry(
        new Place(at, number(row, "number")),
        text(row, "kind"),
        at,
        text(row, "account"),
        optionalText(row, "text"),
        Optional.of(new String(bytes(row, "body"), UTF_8))
            .filter(json -> !json.isEmpty())
            .map(RawValue::new));
  }
}
