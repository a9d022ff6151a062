package waybill.log;

import static waybill.log.Columns.bytes;
import static waybill.log.Columns.number;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;

import io.helidon.dbclient.DbRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import waybill.limits.FairShare;
import waybill.order.CustomerId;
import waybill.order.EventType;
import waybill.order.LoggedEvent;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.Outcome;

/** The log: for every customer the events 1..n in commit order, for every order likewise. */
public final class EventLog {
  private static final String SELECT =
      "select customer_id, id as order_id, seq, version, type, body"
          + " from event join orders on orders.number = order_number where ";

  private static final String OF_CUSTOMER =
      "event.customer_number = (select number from customer where id = ?)";
  private static final String OF_ORDER = "order_number = (select number from orders where id = ?)";

  private final Database database;

  /** Two at a time: those who catch up leave room for those who are live. */
  private final FairShare pageReads = new FairShare(2);

  public EventLog(Database database) {
    this.database = database;
    database.epoch(); // made at the first start
  }

  /** The word that starts every cursor of this log: it names its history. */
  public String epoch() {
    return database.epoch().word();
  }

  /**
   * Adds an event at the end of its customer's log. If another writer adds one at the same moment,
   * both use the same key (customer, seq), so only one of them is committed.
   *
   * @param seq the number of the customer's last event plus one
   */
  LoggedEvent append(Transaction tx, Outcome.Accepted accepted, long seq, Author author) {
    var event = accepted.event();
    var logged =
        new LoggedEvent(
            accepted.order().customer(),
            event.orderId(),
            seq,
            event.version(),
            event.type(),
            EventJson.encode(event, accepted.order()));
    tx.execute(
        """
        insert into event (customer_number, seq, order_number, version, type, recorded_at, body, account, address)
        values ((select number from customer where id = ?), ?, (select number from orders where id = ?), ?, ?, ?, ?, ?, ?)
        """,
        logged.customer().value(),
        seq,
        logged.order().value(),
        logged.version(),
        logged.type().wireName(),
        param(event.recordedAt()),
        logged.body(),
        author.account(),
        author.address());
    tx.publishAfterCommit(logged);
    return logged;
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
        "select " + headOf("customer.number") + " from customer where id = ?",
        row -> number(row, "head"),
        customer.value());
  }

  /** How far the log goes. Sorted by the whole index, as pages are: else H2 reads all of it. */
  static String headOf(String customerNumber) {
    return "coalesce((select seq from event where event.customer_number = "
        + customerNumber
        + " order by event.customer_number desc, seq desc limit 1), 0) as head";
  }

  /** The number of the order's last committed event; empty for an unknown order. */
  public Optional<Long> head(OrderId order) {
    return database.inTransaction(tx ->
        tx.first(
            "select version from order_state join orders on number = order_number where id = ?",
            row -> number(row, "version"),
            order.value()));
  }

  /** The customer's committed events after a number, ascending, at most {@code limit}. */
  public List<LoggedEvent> after(CustomerId customer, long seq, int limit) {
    return list(
        OF_CUSTOMER + " and seq > ? order by event.customer_number, seq limit ?",
        customer.value(),
        seq,
        limit);
  }

  /** The order's committed events after a number, ascending, at most {@code limit}. */
  public List<LoggedEvent> after(OrderId order, long version, int limit) {
    return list(
        OF_ORDER + " and version > ? order by order_number, version limit ?",
        order.value(),
        version,
        limit);
  }

  /** The event that gave the order this version. */
  public LoggedEvent at(OrderId order, long version) {
    return list(OF_ORDER + " and version = ?", order.value(), version).getFirst();
  }

  /** The order as it was at this version: its events up to there, replayed. */
  public Order orderAt(OrderId order, long version) {
    var events =
        list(OF_ORDER + " and version <= ? order by version", order.value(), version).stream()
            .map(event -> EventJson.decode(event.customer(), event.body()))
            .toList();
    return Order.replay(events);
  }

  private List<LoggedEvent> list(String where, String id, Object... further) {
    var params = Stream.concat(Stream.of(id), Stream.of(further)).toArray();
    return pageReads.run(
        id, () -> database.inTransaction(tx -> tx.list(SELECT + where, EventLog::read, params)));
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
