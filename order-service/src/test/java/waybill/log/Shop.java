package waybill.log;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.Destination;
import waybill.order.Eta;
import waybill.order.Line;
import waybill.order.LoggedEvent;
import waybill.order.NewCustomer;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.Quantity;
import waybill.order.ReportedChange;
import waybill.search.OrderSearch;

/** A store on a database of its own, and a clock that stands until a test moves it. */
public final class Shop implements AutoCloseable {
  static final Author CLERK = new Author("clerk", "192.0.2.7");

  static final int CONNECTIONS = 3;
  static final Destination LEIPZIG = new Destination("Leipzig", "DE", ZoneId.of("Europe/Berlin"));

  public volatile Instant now = Instant.parse("2026-03-01T08:00:00.123456Z");
  final List<LoggedEvent> published = new CopyOnWriteArrayList<>();
  public final Database database;
  final GroupCommit writer;
  final EventLog log;
  final OrderStore orders;
  final OrderCommands commands;

  private Shop(Database database, Consumer<LoggedEvent> listener) {
    this.database = database;
    writer =
        new GroupCommit(
            database,
            event -> {
              published.add(event);
              listener.accept(event);
            });
    log = new EventLog(database);
    orders = new OrderStore(database);
    commands = new OrderCommands(writer, log, () -> now, OrderSearch::index);
  }

  public static Shop open(Path folder) {
    return open(folder, _ -> {});
  }

  /**
   * @param listener told of each event by the writing thread, when it stands in {@link #published}
   */
  static Shop open(Path folder, Consumer<LoggedEvent> listener) {
    return new Shop(TestDatabase.open(folder, CONNECTIONS), listener);
  }

  static Shop on(Database database) {
    return new Shop(database, _ -> {});
  }

  public CustomerId customer(String id) {
    var request =
        new NewCustomer(Optional.of(new CustomerId(id)), "Customer " + id, id + "@example.org");
    var registration = commands.register(request, Optional.empty());
    return assertInstanceOf(Registration.Registered.class, registration).customer().id();
  }

  /** One line of ten pieces, no ETA. */
  public static Change.Placed basket(CustomerId customer) {
    return basket(customer, "LAMP-2", "Desk lamp");
  }

  public static Change.Placed basket(CustomerId customer, String sku, String name) {
    var line = new Line(1, sku, name, 10, 0);
    return new Change.Placed(customer, LEIPZIG, List.of(line), Optional.empty());
  }

  static Change.Placed basket(CustomerId customer, Eta eta, Line... lines) {
    return new Change.Placed(customer, LEIPZIG, List.of(lines), Optional.of(eta));
  }

  public static Change.Packed pack(int pieces) {
    return new Change.Packed(List.of(new Quantity(1, pieces)), Optional.empty(), Optional.empty());
  }

  public Order place(String id, Change.Placed placed) {
    assertInstanceOf(CommandResult.Accepted.class, place(id, placed, Optional.empty()));
    return find(id);
  }

  CommandResult place(String id, Change.Placed placed, Optional<IdempotencyKey> key) {
    return commands.place(new OrderId(id), placed, ActorKind.STAFF, CLERK, key);
  }

  /** What comes of the changes, each an hour after the one before. */
  public Order append(String id, Change... changes) {
    for (var change : changes) {
      now = now.plus(Duration.ofHours(1));
      assertInstanceOf(CommandResult.Accepted.class, append(id, change, Optional.empty()));
    }
    return find(id);
  }

  CommandResult append(String id, Change change, Optional<IdempotencyKey> key) {
    return append(commands, id, change, key);
  }

  CommandResult append(
      OrderCommands through, String id, Change change, Optional<IdempotencyKey> key) {
    var reported = new ReportedChange(change, now, ActorKind.COURIER);
    return through.append(new OrderId(id), reported, _ -> true, CLERK, key);
  }

  Order find(String id) {
    return orders.find(new OrderId(id)).orElseThrow();
  }

  /** How many rows a table has. */
  long count(String table) {
    return database
        .inTransaction(
            tx -> tx.first("select count(*) as n from " + table, row -> Columns.number(row, "n")))
        .orElseThrow();
  }

  @Override
  public void close() {
    writer.close();
    database.close();
  }
}
