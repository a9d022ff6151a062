package waybill.demo;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import waybill.order.Change;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.store.Customers;
import waybill.store.Database;
import waybill.store.EventLog;
import waybill.store.GroupCommit;
import waybill.store.OrderCommands;
import waybill.store.Orders;

/** The commands over a real database in memory, with nothing on top of them. */
final class Office implements AutoCloseable {
  static final Instant NOW = Instant.parse("2030-05-04T12:30:00Z");

  private final Database database;
  private final GroupCommit writer;
  final InstantSource clock = InstantSource.fixed(NOW);
  final Orders orders;
  final EventLog log;
  final Customers customers;
  final OrderCommands commands;

  Office() {
    var url = "jdbc:h2:mem:%s;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
    database = Database.open(url, "sa", "", 4);
    writer = new GroupCommit(database, _ -> {});
    orders = new Orders(database);
    customers = new Customers(database);
    log = new EventLog(database, clock);
    commands = new OrderCommands(writer, log, clock);
  }

  Clerk clerk(long seed) {
    return new Clerk(commands, new Scene(new Random(seed)));
  }

  /** All of its chances come from the seed; it is moved turn by turn. */
  Simulator simulator(long seed) {
    return simulator(seed, Simulator.BOUNDS);
  }

  Simulator simulator(long seed, Simulator.Bounds bounds) {
    return new Simulator(clerk(seed), orders, clock, new Random(seed), bounds);
  }

  void loadDemoData() {
    new DemoData(clerk(1), customers).load(NOW);
  }

  List<Order> ordersOf(Person person) {
    return orders.snapshot(person.id()).orElseThrow().orders();
  }

  Order order(OrderId id) {
    return orders.find(id).orElseThrow();
  }

  Order place(Person person) {
    var placed =
        new Change.Placed(
            person.id(),
            person.home().destination(),
            Shop.basket("1 CUP-6 Set of six cups"),
            Optional.empty());
    return clerk(1).place(placed, NOW).orElseThrow();
  }

  @Override
  public void close() {
    writer.close();
    database.close();
  }
}
