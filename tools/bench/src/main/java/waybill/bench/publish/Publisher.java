package waybill.bench.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.logging.common.LogConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import waybill.Main;
import waybill.Settings;
import waybill.Waybill;
import waybill.api.OrderTopics;
import waybill.order.CustomerId;
import waybill.order.EventType;
import waybill.order.LoggedEvent;
import waybill.order.OrderId;

/**
 * The real service with another source of events: they are not stored, and each is published when
 * it is due, whether those before it have arrived or not. No other class of the measurements uses
 * classes of the service.
 */
public final class Publisher implements AutoCloseable {
  private final Waybill service;
  private final Events events;

  /** Starts the service with these environment variables. */
  Publisher(Map<String, String> environment, int customers) {
    this.service = Main.start(Settings.read(environment));
    this.events = new Events(customers);
  }

  /**
   * Starts the service, publishes each {@link Schedule} that it reads from its input, and ends with
   * its input.
   *
   * @param args the number of customers
   */
  public static void main(String[] args) throws IOException {
    LogConfig.configureRuntime();
    try (var publisher = new Publisher(System.getenv(), Integer.parseInt(args[0]));
        var lines = new BufferedReader(new InputStreamReader(System.in, US_ASCII))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        publisher.publish(Schedule.parse(line));
      }
    }
  }

  /** Returns when the last event is published. */
  void publish(Schedule schedule) {
    for (int i = 0; i < schedule.count(); i++) {
      awaitTime(schedule.due(i));
      publish(events.next(schedule.customer(i), schedule.first() + i));
    }
  }

  private void publish(Events.Event event) {
    var logged =
        new LoggedEvent(
            new CustomerId(event.customer()),
            new OrderId(event.order()),
            event.number(),
            event.version(),
            EventType.SHIPMENT_IN_TRANSIT,
            event.data());
    OrderTopics.messages(logged).forEach(service.bus()::publish);
  }

  private static void awaitTime(long due) {
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
  }

  /** The port on which the service listens. */
  int port() {
    return service.server().port();
  }

  @Override
  public void close() {
    service.close();
  }
}
