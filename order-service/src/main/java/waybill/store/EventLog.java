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
  private static final String COLUMNS =
      "orders.customer_id as customer_id, orders.id as order_id, seq, event.version as version, type, body";

  /** An event names its order and its customer by their numbers. */
  private static final String ITS_EVENT =
      " join event on event.order_number = orders.number and event.customer_number = orders.customer_number";

  /** An order's events lie in its customer's log, from its first to its last. */
  static final String OF_ORDER =
      Orders.TABLES + ITS_EVENT + " and seq between first_seq and last_seq";

  private final Database database;
  private final String epoch;

  public EventLog(Database database, InstantSource clock) {
    this.database = database;
    this.epoch = Installation.epoch(database, clock);
  }

  /**
   * Where a customer's log ends.
   *
   * @param customer the customer's number within the database
   * @param head the number of the last event, 0 before the first
   */
  record Tail(long customer, long head) {
    Tail next() {
      return new Tail(customer, head + 1);
    }
  }

  /** How far the log goes, in a query whose row has the customer's number in a column. */
  static String headOf(String customerNumber) {
    return "coalesce((select seq from event where event.customer_number = "
        + customerNumber
        + " order by seq desc limit 1), 0) as head";
  }

  /** The word that starts every cursor of this database. */
  public String epoch() {
    return epoch;
  }

  /**
   * Adds an event at the end of its customer's log. Whoever else does the same at that moment
   * breaks the key (customer, seq) with it: only one of them is committed.
   *
   * @param order the order's number
   * @param tail where it will be
   */
  LoggedEvent append(Transaction tx, OrderEvent event, long order, Tail tail, Author author) {
    var body = EventJson.encode(event);
    tx.execute(
        """
        insert into event (customer_number, seq, order_number, version, type, recorded_at, body, account, address)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        tail.customer(),
        tail.head(),
        order,
        event.version(),
        event.type().wireName(),
        param(event.recordedAt()),
        body,
        author.account(),
        author.address());
    return new LoggedEvent(
        event.order().customer(),
        event.orderId(),
        tail.head(),
        event.version(),
        event.type(),
        body);
  }

  /**
   * The number of the customer's last committed event, 0 before the first; empty for an unknown
   * customer.
   */
  public Optional<Long> head(CustomerId customer) {
    return database.inTransaction(tx -> tail(tx, customer)).map(Tail::head);
  }

  static Optional<Tail> tail(Transaction tx, CustomerId customer) {
    return tx.first(
        "select number, " + headOf("customer.number") + " from customer where id = ?",
        row -> new Tail(number(row, "number"), number(row, "head")),
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
                + " from orders"
                + ITS_EVENT
                + """
                 where event.customer_number = (select number from customer where id = ?)
                   and seq > ?
                 order by seq limit ?
                """,
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
                + " from "
                + OF_ORDER
                + " where orders.id = ? and event.version > ? order by seq limit ?",
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
