package waybill.store;

import static waybill.store.Columns.flag;
import static waybill.store.Columns.number;
import static waybill.store.Columns.optionalText;
import static waybill.store.Columns.optionalTime;
import static waybill.store.Columns.param;
import static waybill.store.Columns.text;
import static waybill.store.Columns.time;

import io.helidon.dbclient.DbRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import waybill.json.StoredOrder;
import waybill.order.CustomerId;
import waybill.order.Eta;
import waybill.order.Line;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.OrderStatus;
import waybill.order.Shipment;

/** Orders as they are now. Whoever changes one goes through {@link Ledger#commit}. */
public final class Orders {
  static final String COLUMNS =
      "id, customer_id, version, status, held_from, placed_at, updated_at,"
          + " eta_from, eta_until, eta_delayed, contents";

  /** The width of the column; what goes beyond is not searched. */
  private static final int MOST_SEARCHABLE = 100_000;

  private final Database database;

  public Orders(Database database) {
    this.database = database;
  }

  public Optional<Order> find(OrderId id) {
    return database.inTransaction(tx ->
        tx.first("select " + COLUMNS + " from orders where id = ?", Orders::read, id.value()));
  }

  /** Whose it is. */
  public Optional<CustomerId> owner(OrderId id) {
    return database.inTransaction(tx ->
        tx.first(
            "select customer_id from orders where id = ?",
            row -> new CustomerId(text(row, "customer_id")),
            id.value()));
  }

  /**
   * Holds the order's row until the transaction ends, so that decisions about one order follow each
   * other.
   */
  Optional<Order> lock(Transaction tx, OrderId id) {
    return tx.first(
        "select " + COLUMNS + " from orders where id = ? for update", Orders::read, id.value());
  }

  /**
   * A customer's orders, newest first; {@code seq} was read before them, so that events after it
   * complete them.
   */
  public record Snapshot(long seq, List<Order> orders) {}

  /** Where a customer's page starts; empty for an unknown customer. */
  public Optional<Snapshot> snapshot(CustomerId customer) {
    return database.inTransaction(tx ->
        EventLog.customerHead(tx, customer)
            .map(seq ->
                new Snapshot(
                    seq,
                    tx.list(
                        "select "
                            + COLUMNS
                            + " from orders where customer_id = ? order by placed_at desc, id desc",
                        Orders::read,
                        customer.value()))));
  }

  void insert(Transaction tx, Order order) {
    tx.execute(
        """
        insert into orders (id, customer_id, version, status, held_from, headline, placed_at, updated_at,
                            eta_from, eta_until, eta_delayed, contents, search)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        order.id().value(),
        order.customer().value(),
        order.version(),
        order.status().name(),
        order.heldFrom().map(Enum::name).orElse(null),
        order.headline().name(),
        param(order.placedAt()),
        param(order.updatedAt()),
        param(order.eta().map(Eta::from)),
        param(order.eta().map(Eta::until)),
        order.eta().map(Eta::delayed).orElse(null),
        StoredOrder.encode(order),
        searchable(order));
  }

  void update(Transaction tx, Order order) {
    tx.execute(
        """
        update orders set version = ?, status = ?, held_from = ?, headline = ?, updated_at = ?,
               eta_from = ?, eta_until = ?, eta_delayed = ?, contents = ?, search = ?
         where id = ?
        """,
        order.version(),
        order.status().name(),
        order.heldFrom().map(Enum::name).orElse(null),
        order.headline().name(),
        param(order.updatedAt()),
        param(order.eta().map(Eta::from)),
        param(order.eta().map(Eta::until)),
        order.eta().map(Eta::delayed).orElse(null),
        StoredOrder.encode(order),
        searchable(order),
        order.id().value());
  }

  static Order read(DbRow row) {
    var stored = StoredOrder.decode(text(row, "contents"));
    return new Order(
        new OrderId(text(row, "id")),
        new CustomerId(text(row, "customer_id")),
        number(row, "version"),
        OrderStatus.valueOf(text(row, "status")),
        optionalText(row, "held_from").map(OrderStatus::valueOf),
        time(row, "placed_at"),
        time(row, "updated_at"),
        optionalTime(row, "eta_from")
            .map(from -> new Eta(from, time(row, "eta_until"), flag(row, "eta_delayed"))),
        stored.destination(),
        stored.lines(),
        stored.shipments());
  }

  /** The words staff search for, in lower case. PostgreSQL keeps no NUL in text. */
  private static String searchable(Order order) {
    var words =
        Stream.of(
            Stream.of(order.id().value(), order.customer().value(), order.destination().city()),
            order.lines().stream().map(Line::sku),
            order.lines().stream().map(Line::name),
            order.shipments().stream().map(Shipment::trackingNumber).flatMap(Optional::stream));
    var text =
        OrderSearch.folded(
            words.flatMap(group -> group).distinct().collect(Collectors.joining("\n")));
    text = text.replace('\0', ' ');
    return text.substring(0, Math.min(text.length(), MOST_SEARCHABLE));
  }
}
