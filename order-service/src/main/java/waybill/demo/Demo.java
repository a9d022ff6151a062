package waybill.demo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import waybill.log.Customers;
import waybill.log.OrderCommands;
import waybill.log.OrderStore;
import waybill.order.Order;

/**
 * Demo mode: its data, and a simulator that moves the orders.
 *
 * @param parked the order that the simulator never changes; empty if the data is incomplete
 * @param simulatorTurn makes one event for the next customer; for one thread at a time
 */
public record Demo(Optional<Order> parked, Runnable simulatorTurn) {
  /** The pause between two turns: each of the three customers sees something within ten seconds. */
  public static final Duration PAUSE = Duration.ofMillis(2600);

  /** Loads the data into an empty database; returns when it is there. */
  public static Demo load(
      OrderCommands orderCommands, Customers customers, OrderStore orders, InstantSource clock) {
    var commands = new DemoCommands(orderCommands, new Random());
    new DemoOrders(commands, customers).load(clock.instant());
    var simulator = new Simulator(commands, orders, clock, Simulator.BOUNDS);
    return new Demo(DemoOrders.parked(orders), simulator::turn);
  }
}
