package waybill.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static waybill.log.Columns.flag;
import static waybill.log.Columns.number;
import static waybill.log.Columns.optionalText;
import static waybill.log.Columns.optionalTime;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;
import static waybill.log.Columns.time;

import io.helidon.dbclient.DbRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import waybill.json.Json;
import waybill.order.CustomerId;
import waybill.order.Destination;
import waybill.order.Eta;
import waybill.order.Line;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.OrderStatus;
import waybill.order.Shipment;

/** Orders as they are now. They change through {@link OrderCommands}. */
public final class OrderStore {
  private static final String COLUMNS =
      "id, customer_id, placed_at, version, status, held_from, updated_at,"
          + " eta_from, eta_until, eta_delayed, contents";

  private static final String TABLES = " from orders join order_state on order_number = number ";

  /** The beginning of a query for orders. */
  public static final String SELECT = "select " + COLUMNS + TABLES;

  private final Database database;

  public OrderStore(Database database) {
    this.database = database;
  }

  public Optional<Order> find(OrderId id) {
    return database.inTransaction(
        tx -> tx.first(SELECT + "where id = ?", OrderStore::read, id.value()));
  }

  /** The id that a text is, if such an order exists. */
  public Optional<OrderId> named(String text) {
    return OrderId.parse(text).filter(id -> owner(id).isPresent());
  }

  /** The customer whose order it is. */
  public Optional<CustomerId> owner(OrderId id) {
    return database.inTransaction(tx ->
        tx.first(
            "select customer_id from orders where id = ?",
            row -> new CustomerId(text(row, "customer_id")),
            id.value()));
  }

  /** An order as a change finds it, and the number of its customer's last event. */
  record Current(Order order, long head) {}

  /** All that a change must know, in one query. */
  static Optional<Current> current(Transaction tx, OrderId id) {
    var head = EventLog.headOf("orders.customer_number");
    return tx.first(
        "select " + COLUMNS + ", " + head + TABLES + "where id = ?",
        row -> new Current(read(row), number(row, "head")),
        id.value());
  }

  /** A customer's newest orders. */
  public List<Order> newest(CustomerId customer, int limit) {
    return database.inTransaction(tx ->
        list(
            tx,
            "where customer_id = ? order by customer_id desc, placed_at desc, id desc limit ?",
            customer.value(),
            limit));
  }

  /** The orders of a query: {@link #SELECT} and the rest of it. */
  public static List<Order> list(Transaction tx, String rest, @Nullable Object... params) {
    return tx.list(SELECT + rest, OrderStore::read, params);
  }

  static void insert(Transaction tx, Order order) {
    tx.execute(
        """
        insert into orders (id, customer_id, customer_number, placed_at, status, held_from, headline)
        values (?, ?, (select number from customer where id = ?), ?, ?, ?, ?)
        """,
        order.id().value(),
        order.customer().value(),
        order.customer().value(),
        param(order.placedAt()),
        order.status().name(),
        order.heldFrom().map(Enum::name).orElse(null),
        order.headline().name());
    tx.execute(
        """
        insert into order_state (version, updated_at, eta_from, eta_until, eta_delayed, contents, order_number)
        values (?, ?, ?, ?, ?, ?, (select number from orders where id = ?))
        """,
        state(order, order.id().value()));
  }

  /**
   * @throws OptimisticLockConflict if the order is not as it was before: no two events get the same
   *     version
   */
  static void update(Transaction tx, Order before, Order order) {
    long updated =
        tx.execute(
            """
            update order_state set version = ?, updated_at = ?, eta_from = ?, eta_until = ?, eta_delayed = ?, contents = ?
             where order_number = (select number from orders where id = ?) and version = ?
            """,
            state(order, order.id().value(), before.version()));
    if (updated == 0) {
      throw new OptimisticLockConflict();
    }
    if (order.status() != before.status() || order.headline() != before.headline()) {
      tx.execute(
          "update orders set status = ?, held_from = ?, headline = ? where id = ?",
          order.status().name(),
          order.heldFrom().map(Enum::name).orElse(null),
          order.headline().name(),
          order.id().value());
    }
  }

  /** What destination, lines and parcels of an order look like in their column. */
  private record Contents(Destination destination, List<Line> lines, List<Shipment> shipments) {}

  /** The values that each change sets in {@code order_state}, and those that follow. */
  private static @Nullable Object[] state(Order order, Object... further) {
    var contents = new Contents(order.destination(), order.lines(), order.shipments());
    var values =
        new ArrayList<@Nullable Object>(
            Arrays.asList(
                order.version(),
                param(order.updatedAt()),
                param(order.eta().map(Eta::from)),
                param(order.eta().map(Eta::until)),
                order.eta().map(Eta::delayed).orElse(null),
                new String(Json.bytes(contents), UTF_8)));
    values.addAll(Arrays.asList(further));
    return values.toArray();
  }

  private static Order read(DbRow row) {
    var contents = Json.readOwn(text(row, "contents").getBytes(UTF_8), Contents.class);
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
        contents.destination(),
        contents.lines(),
        contents.shipments());
  }
}
