package waybill.bench.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.logging.common.LogConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.locks.LockSupport;
import waybill.Main;
import waybill.Settings;
import waybill.bus.EventBus;

/**
 * Waybill as it is, but for where its events come from: nothing is stored, and they are published
 * when they are due, whether those before them have arrived or not.
 */
public final class Publisher {
  private final EventBus bus;
  private final Events events;

  Publisher(EventBus bus, Events events) {
    this.bus = bus;
    this.events = events;
  }

  /**
   * Starts the service, publishes by each {@link Schedule} that it reads, and ends with its input.
   *
   * @param args how many customers there will be
   */
  public static void main(String[] args) throws IOException {
    LogConfig.configureRuntime();
    var events = new Events(Integer.parseInt(args[0]));
    try (var waybill = Main.start(Settings.read(System.getenv()));
        var lines = new BufferedReader(new InputStreamReader(System.in, US_ASCII))) {
      var publisher = new Publisher(waybill.bus(), events);
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        publisher.publish(Schedule.parse(line));
      }
    }
  }

  /** Returns when the last event is published. */
  void publish(Schedule schedule) {
    for (int i = 0; i < schedule.count(); i++) {
      awaitTime(schedule.due(i));
      bus.publish(events.next(schedule.customer(i), schedule.first() + i));
    }
  }

  private static void awaitTime(long due) {
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
  }
}
