package waybill.demo;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import waybill.log.Customers;
import waybill.log.OrderCommands;
import waybill.log.OrderStore;
import waybill.order.Order;

/** Demo mode: its data, and the simulator if it is wanted. */
public final class Demo implements AutoCloseable {
  private final Optional<Simulator> simulator;
  private final Optional<Order> parked;

  private Demo(Optional<Simulator> simulator, Optional<Order> parked) {
    this.simulator = simulator;
    this.parked = parked;
  }

  /** Loads the data into an empty database; returns when it is there. */
  public static Demo start(
      OrderCommands commands,
      Customers customers,
      OrderStore orders,
      InstantSource clock,
      boolean simulate) {
    var random = new Random();
    var demoCommands = new DemoCommands(commands, new EventDetails(random));
    new DemoOrders(demoCommands, customers).load(clock.instant());
    var simulator =
        simulate
            ? Optional.of(new Simulator(demoCommands, orders, clock, random, Simulator.BOUNDS))
            : Optional.<Simulator>empty();
    simulator.ifPresent(Simulator::start);
    return new Demo(simulator, ParkedOrder.in(orders));
  }

  /** The order that the simulator leaves to the visitor. */
  public Optional<Order> parked() {
    return parked;
  }

  @Override
  public void close() {
    simulator.ifPresent(Simulator::close);
  }
}
