package waybill.log;

import static waybill.log.Columns.bytes;
import static waybill.log.Columns.number;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;

import io.helidon.dbclient.DbRow;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import waybill.limits.FairShare;
import waybill.order.CustomerId;
import waybill.order.EventType;
import waybill.order.LoggedEvent;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.Outcome;

/** The log: for every customer the events 1..n in commit order, for every order likewise. */
public final class EventLog {
  private static final String COLUMNS = "customer_id, order_id, seq, version, type, body";

  /** So many pages are read at a time: those who catch up leave room for those who are live. */
  private static final int MAX_PAGE_READS = 2;

  private final Database database;
  private final String epoch;
  private final FairShare pageReads = new FairShare(MAX_PAGE_READS);

  public EventLog(Database database, InstantSource clock) {
    this.database = database;
    this.epoch =
        database.write(tx ->
            tx.first("select epoch from installation", row -> text(row, "epoch"))
                .orElseGet(() -> createEpoch(tx, clock)));
  }

  /** Six random letters or digits, so that the epochs of two databases differ. */
  private static String createEpoch(Transaction tx, InstantSource clock) {
    long smallest = 36L * 36 * 36 * 36 * 36;
    var epoch = Long.toString(new SecureRandom().nextLong(smallest, 36 * smallest), 36);
    tx.execute(
        "insert into installation (id, epoch, created_at) values (1, ?, ?)",
        epoch,
        param(clock.instant()));
    return epoch;
  }

  /** The word that starts every cursor of this database, made at its first start. */
  public String epoch() {
    return epoch;
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
        insert into event (customer_id, seq, order_id, version, type, recorded_at, body, account, address)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
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
        "select " + headOf("customer.id") + " from customer where id = ?",
        row -> number(row, "head"),
        customer.value());
  }

  /** How far the log goes, in a query whose row has the customer's id in a column. */
  static String headOf(String customerId) {
    return "coalesce((select max(seq) from event where event.customer_id = "
        + customerId
        + "), 0) as head";
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
    return page("customer_id = ? and seq > ? order by seq limit ?", customer.value(), seq, limit);
  }

  /** The order's committed events after a number, ascending, at most {@code limit}. */
  public List<LoggedEvent> after(OrderId order, long version, int limit) {
    return page(
        "order_id = ? and version > ? order by version limit ?", order.value(), version, limit);
  }

  /** The event that gave the order this version. */
  public LoggedEvent at(OrderId order, long version) {
    return list("order_id = ? and version = ?", order.value(), version).getFirst();
  }

  /** The order as it was at this version: its events up to there, replayed. */
  public Order orderAt(OrderId order, long version) {
    var events =
        list("order_id = ? and version <= ? order by version", order.value(), version).stream()
            .map(event -> EventJson.decode(event.customer(), event.body()))
            .toList();
    return Order.replay(events);
  }

  private List<LoggedEvent> page(String where, String id, long after, int limit) {
    return pageReads.run(id, () -> list(where, id, after, limit));
  }

  private List<LoggedEvent> list(String where, Object... params) {
    return database.inTransaction(
        tx -> tx.list("select " + COLUMNS + " from event where " + where, EventLog::read, params));
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
