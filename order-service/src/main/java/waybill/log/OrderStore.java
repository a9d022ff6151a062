package waybill.log;

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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import waybill.order.CustomerId;
import waybill.order.Eta;
import waybill.order.Line;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.OrderStatus;
import waybill.order.Shipment;

/** Orders as they are now. They change through {@link OrderCommands}. */
public final class OrderStore {
  static final String COLUMNS =
      "id, customer_id, placed_at, version, status, held_from, updated_at,"
          + " eta_from, eta_until, eta_delayed, contents";

  /** The width of the column; what goes beyond is not searched. */
  private static final int MAX_SEARCHABLE = 100_000;

  private final Database database;

  public OrderStore(Database database) {
    this.database = database;
  }

  public Optional<Order> find(OrderId id) {
    return database.inTransaction(tx ->
        tx.first("select " + COLUMNS + " from orders where id = ?", OrderStore::read, id.value()));
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
   * An order as a change finds it.
   *
   * @param head the number of its customer's last event
   */
  record Current(Order order, long head) {}

  /** All that a change must know, in one query. */
  static Optional<Current> current(Transaction tx, OrderId id) {
    return tx.first(
        "select "
            + COLUMNS
            + ", "
            + EventLog.headOf("orders.customer_id")
            + " from orders where id = ?",
        row -> new Current(read(row), number(row, "head")),
        id.value());
  }

  /**
   * A customer's orders, newest first; {@code seq} was read before them, so that events after it
   * complete them.
   */
  public record Snapshot(long seq, List<Order> orders) {}

  /** Where a customer's page starts; empty for an unknown customer. */
  public Optional<Snapshot> snapshot(CustomerId customer) {
    return database.inTransaction(tx ->
        EventLog.head(tx, customer)
            .map(head ->
                new Snapshot(
                    head,
                    tx.list(
                        "select "
                            + COLUMNS
                            + " from orders where customer_id = ? order by placed_at desc, id desc",
                        OrderStore::read,
                        customer.value()))));
  }

  static void insert(Transaction tx, Order order) {
    tx.execute(
        """
        insert into orders (version, status, held_from, headline, updated_at, eta_from, eta_until, eta_delayed,
                            contents, id, customer_id, placed_at, search)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        state(
            order,
            order.id().value(),
            order.customer().value(),
            param(order.placedAt()),
            searchable(order)));
  }

  /**
   * Writes what staff search by only where it changed: most changes leave it as it is.
   *
   * @throws OptimisticLockConflict if the order is not as it was before: no two events get the same
   *     version
   */
  static void update(Transaction tx, Order before, Order order) {
    long updated =
        tx.execute(
            """
            update orders set version = ?, status = ?, held_from = ?, headline = ?, updated_at = ?,
                   eta_from = ?, eta_until = ?, eta_delayed = ?, contents = ?
             where id = ? and version = ?
            """,
            state(order, order.id().value(), before.version()));
    if (updated == 0) {
      throw new OptimisticLockConflict();
    }
    if (!sameWords(before, order)) {
      tx.execute(
          "update orders set search = ? where id = ?", searchable(order), order.id().value());
    }
  }

  /** Of most changes the lines stay the same object: only the parcels may have got new words. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean sameWords(Order before, Order order) {
    return order.lines() == before.lines()
        ? trackingNumbers(order).equals(trackingNumbers(before))
        : words(order).equals(words(before));
  }

  private static List<String> trackingNumbers(Order order) {
    return order.shipments().stream()
        .map(Shipment::trackingNumber)
        .flatMap(Optional::stream)
        .toList();
  }

  private static @Nullable Object[] state(Order order, Object... further) {
    var values =
        new ArrayList<@Nullable Object>(
            Arrays.asList(
                order.version(),
                order.status().name(),
                order.heldFrom().map(Enum::name).orElse(null),
                order.headline().name(),
                param(order.updatedAt()),
                param(order.eta().map(Eta::from)),
                param(order.eta().map(Eta::until)),
                order.eta().map(Eta::delayed).orElse(null),
                StoredOrder.encode(order)));
    values.addAll(Arrays.asList(further));
    return values.toArray();
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

  /** The words staff search for. */
  private static List<String> words(Order order) {
    var words =
        Stream.of(
            Stream.of(order.id().value(), order.customer().value(), order.destination().city()),
            order.lines().stream().map(Line::sku),
            order.lines().stream().map(Line::name),
            trackingNumbers(order).stream());
    return words.flatMap(group -> group).distinct().toList();
  }

  /** As they are compared. PostgreSQL keeps no NUL in text. */
  private static String searchable(Order order) {
    var text = OrderSearch.folded(String.join("\n", words(order))).replace('\0', ' ');
    return text.substring(0, Math.min(text.length(), MAX_SEARCHABLE));
  }
}
