package waybill.store;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import waybill.order.Customer;
import waybill.order.CustomerId;
import waybill.order.Destination;
import waybill.order.Eta;
import waybill.order.Line;
import waybill.order.LoggedEvent;
import waybill.order.Occurrence;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.Outcome;
import waybill.order.Quantity;

/** A store on an H2 file of its own, and a clock that stands until a test moves it. */
final class Shop implements AutoCloseable {
  static final Author CLERK = new Author("clerk", "192.0.2.7");

  static final int CONNECTIONS = 3;
  static final Destination LEIPZIG = new Destination("Leipzig", "DE", ZoneId.of("Europe/Berlin"));

  volatile Instant now = Instant.parse("2026-03-01T08:00:00.123456Z");
  final List<LoggedEvent> published = new CopyOnWriteArrayList<>();
  final Database database;
  final GroupCommit writer;
  final EventLog log;
  final Orders orders;
  final Ledger ledger;

  private Shop(Database database, Consumer<LoggedEvent> listener) {
    this.database = database;
    writer =
        new GroupCommit(
            database,
            event -> {
              published.add(event);
              listener.accept(event);
            });
    log = new EventLog(database, () -> now);
    orders = new Orders(database);
    ledger = new Ledger(writer, orders, log, () -> now);
  }

  static Shop open(Path folder) {
    return new Shop(Database.open(Database.h2(folder), "sa", "", CONNECTIONS), _ -> {});
  }

  /** As the service does it: with a journal beside the file. */
  static Shop withJournal(Path folder) {
    return withJournal(folder, _ -> {});
  }

  /**
   * @param listener told of each event by the writing thread, when it stands in {@link #published}
   */
  static Shop withJournal(Path folder, Consumer<LoggedEvent> listener) {
    return new Shop(Database.open(folder, CONNECTIONS), listener);
  }

  static Shop on(Database database) {
    return new Shop(database, _ -> {});
  }

  CustomerId customer(String id) {
    var customer = new Customer(new CustomerId(id), "Customer " + id, id + "@example.org", now);
    assertInstanceOf(
        Receipt.Done.class, ledger.register(customer, Optional.empty(), _ -> answer("customer")));
    return customer.id();
  }

  /** One line of ten pieces, no ETA. */
  static Change.Placed basket(CustomerId customer) {
    return basket(customer, "LAMP-2", "Desk lamp");
  }

  static Change.Placed basket(CustomerId customer, String sku, String name) {
    var line = new Line(1, sku, name, 10, 0);
    return new Change.Placed(customer, LEIPZIG, List.of(line), Optional.empty());
  }

  static Change.Placed basket(CustomerId customer, Eta eta, Line... lines) {
    return new Change.Placed(customer, LEIPZIG, List.of(lines), Optional.of(eta));
  }

  static Change.Packed pack(int pieces) {
    return new Change.Packed(List.of(new Quantity(1, pieces)), Optional.empty(), Optional.empty());
  }

  Order place(String id, Change.Placed placed) {
    var receipt = place(id, placed, Optional.empty());
    assertInstanceOf(Receipt.Done.class, receipt);
    return find(id);
  }

  Receipt place(String id, Change.Placed placed, Optional<RequestKey> key) {
    var order = new OrderId(id);
    return ledger.commit(
        order, _ -> Order.place(order, placed, ActorKind.STAFF, now), CLERK, key, Shop::answer);
  }

  /** What comes of the changes, each an hour after the one before. */
  Order append(String id, Change... changes) {
    for (var change : changes) {
      now = now.plus(Duration.ofHours(1));
      assertInstanceOf(Receipt.Done.class, append(id, change, Optional.empty()));
    }
    return find(id);
  }

  Receipt append(String id, Change change, Optional<RequestKey> key) {
    return append(ledger, id, change, key);
  }

  Receipt append(Ledger ledger, String id, Change change, Optional<RequestKey> key) {
    var occurrence = new Occurrence(change, now, ActorKind.COURIER);
    return ledger.commit(
        new OrderId(id),
        current ->
            current.map(order -> order.decide(occurrence, now)).orElseGet(Outcome.NotFound::new),
        CLERK,
        key,
        Shop::answer);
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

  static Answer answer(Ledger.Committed committed) {
    return answer("version " + committed.order().version());
  }

  static Answer answer(String body) {
    return new Answer(201, Optional.empty(), Optional.empty(), body.getBytes(UTF_8));
  }

  @Override
  public void close() {
    writer.close();
    database.close();
  }
}
