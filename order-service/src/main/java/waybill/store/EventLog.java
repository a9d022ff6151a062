package waybill.store;

import static waybill.store.Columns.bytes;
import static waybill.store.Columns.number;
import static waybill.store.Columns.param;
import static waybill.store.Columns.text;

import io.helidon.dbclient.DbRow;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import waybill.json.EventJson;
import waybill.order.CustomerId;
import waybill.order.EventType;
import waybill.order.LoggedEvent;
import waybill.order.OrderEvent;
import waybill.order.OrderId;

/** The log: for every customer the events 1..n in commit order, for every order likewise. */
public final class EventLog {
  /** How far the log goes, in a query that knows a customer's id. */
  static final String HEAD = headOf("id");

  private static final String COLUMNS = "customer_id, order_id, seq, version, type, body";

  private final Database database;
  private final String epoch;

  public EventLog(Database database, InstantSource clock) {
    this.database = database;
    this.epoch = Installation.epoch(database, clock);
  }

  /** As {@link #HEAD}, where the customer's id is in another column. */
  static String headOf(String customer) {
    return "coalesce((select seq from event where event.customer_id = "
        + customer
        + " order by seq desc limit 1), 0) as head";
  }

  /** The word that starts every cursor of this database. */
  public String epoch() {
    return epoch;
  }

  /**
   * Adds an event after a customer's last one. Whoever else does the same at that moment breaks the
   * key (customer, seq) or (order, version) with it: only one of them is committed.
   *
   * @param head the number of the customer's last event
   */
  LoggedEvent append(Transaction tx, OrderEvent event, long head, Author author) {
    var customer = event.order().customer();
    long seq = head + 1;
    var body = EventJson.encode(event);
    tx.execute(
        """
        insert into event (customer_id, seq, order_id, version, type, recorded_at, body, account, address)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        customer.value(),
        seq,
        event.orderId().value(),
        event.version(),
        event.type().wireName(),
        param(event.recordedAt()),
        body,
        author.account(),
        author.address());
    return new LoggedEvent(customer, event.orderId(), seq, event.version(), event.type(), body);
  }

  /**
   * The number of the customer's last committed event, 0 before the first; empty for an unknown
   * customer.
   */
  public Optional<Long> head(CustomerId customer) {
    return database.inTransaction(tx -> head(tx, customer));
  }

  static Optional<Long> head(Transaction tx, CustomerId customer) {
    return tx.first(
        "select " + HEAD + " from customer where id = ?",
        row -> number(row, "head"),
        customer.value());
  }

  /** The number of the order's last committed event; empty for an unknown order. */
  public Optional<Long> head(OrderId order) {
    return database.inTransaction(tx ->
        tx.first(
            "select version from " + Orders.TABLES + " where id = ?",
            row -> number(row, "version"),
            order.value()));
  }

  /** The customer's committed events after a number, ascending, at most {@code limit}. */
  public List<LoggedEvent> after(CustomerId customer, long seq, int limit) {
    return database.inTransaction(tx ->
        tx.list(
            "select "
                + COLUMNS
                + " from event where customer_id = ? and seq > ? order by seq limit ?",
            EventLog::read,
            customer.value(),
            seq,
            limit));
  }

  /** The order's committed events after a number, ascending, at most {@code limit}. */
  public List<LoggedEvent> after(OrderId order, long version, int limit) {
    return database.inTransaction(tx ->
        tx.list(
            "select "
                + COLUMNS
                + " from event where order_id = ? and version > ? order by version limit ?",
            EventLog::read,
            order.value(),
            version,
            limit));
  }

  private static LoggedEvent read(DbRow row) {
    return new LoggedEvent(
        new CustomerId(text(row, "customer_id")),
        new OrderId(text(row, "order_id")),
        number(row, "seq"),
        number(row, "version"),
        EventType.named(text(row, "type")).orElseThrow(),
        bytes(row, "body"));
  }
}
