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
  private static final String COLUMNS = "customer_id, order_id, seq, version, type, body";

  private final Database database;
  private final String epoch;

  public EventLog(Database database, InstantSource clock) {
    this.database = database;
    this.epoch = Installation.epoch(database, clock);
  }

  /** The word that starts every cursor of this database. */
  public String epoch() {
    return epoch;
  }

  /** Holds the customer's row until commit, so that seq follows commit order. */
  LoggedEvent append(Transaction tx, OrderEvent event, Author author) {
    var customer = event.order().customer();
    tx.execute("update customer set seq = seq + 1 where id = ?", customer.value());
    long seq = customerHead(tx, customer).orElseThrow();
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
    return database.inTransaction(tx -> customerHead(tx, customer));
  }

  static Optional<Long> customerHead(Transaction tx, CustomerId customer) {
    return tx.first(
        "select seq from customer where id = ?", row -> number(row, "seq"), customer.value());
  }

  /** The number of the order's last committed event; empty for an unknown order. */
  public Optional<Long> head(OrderId order) {
    return database.inTransaction(tx ->
        tx.first(
            "select version from orders where id = ?",
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
