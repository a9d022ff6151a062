package waybill.demo;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import waybill.engine.Engine;
import waybill.log.Author;
import waybill.log.CommandResult;
import waybill.log.Customers;
import waybill.log.Database;
import waybill.log.EventLog;
import waybill.log.GroupCommit;
import waybill.log.OrderCommands;
import waybill.log.OrderStore;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.Order;
import waybill.order.OrderId;

/** A real database in a folder, with the commands and nothing on top of them. */
final class DemoDatabase implements AutoCloseable {
  static final Instant NOW = Instant.parse("2030-05-04T12:30:00Z");

  private final Database database;
  private final GroupCommit writer;
  final InstantSource clock = InstantSource.fixed(NOW);
  final OrderStore orders;
  final EventLog log;
  final Customers customers;
  private final OrderCommands commands;

  DemoDatabase(Path folder) {
    database = Database.open(Engine.h2(folder), "sa", "", 4);
    writer = new GroupCommit(database, _ -> {});
    orders = new OrderStore(database);
    customers = new Customers(database);
    log = new EventLog(database);
    commands = new OrderCommands(writer, log, clock, (_, _, _) -> {});
  }

  DemoCommands commands(long seed) {
    return new DemoCommands(commands, new Random(seed));
  }

  /** A simulator whose random choices come from the seed; the test calls its turns. */
  Simulator simulator(long seed) {
    return simulator(seed, Simulator.BOUNDS);
  }

  Simulator simulator(long seed, Simulator.Bounds bounds) {
    return new Simulator(commands(seed), orders, clock, bounds);
  }

  void loadDemoData() {
    loadDemoData(NOW);
  }

  void loadDemoData(Instant now) {
    new DemoOrders(commands(1), customers).load(now);
  }

  List<Order> ordersOf(DemoCustomer customer) {
    return orders.newest(customer.id(), 1_000);
  }

  Order order(OrderId id) {
    return orders.find(id).orElseThrow();
  }

  Order place(DemoCustomer customer) {
    var placed =
        new Change.Placed(
            customer.id(),
            customer.home().destination(),
            Catalogue.basket("1 CUP-6"),
            Optional.empty());
    var visitor = new Author("visitor", "");
    var result = commands.place(placed, ActorKind.STAFF, visitor, Optional.empty());
    return ((CommandResult.Accepted) result).order();
  }

  @Override
  public void close() {
    writer.close();
    database.close();
  }
}
