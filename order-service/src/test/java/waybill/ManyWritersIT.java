package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.EventStream.Event;

/** Many writers at once, and clients that reconnect all the time. */
final class ManyWritersIT {
  private static final int CHANGES = 800;
  private static final int ORDERS = 8;
  private static final String PATH = "/api/customers/ada/events";

  /** The events of an order after its placing; the last three are repeated. */
  private static final List<String> EVENTS =
      List.of(
          "{\"type\":\"order.confirmed\"}",
          "{\"type\":\"shipment.packed\",\"lines\":[{\"line\":1,\"quantity\":1}]}",
          "{\"type\":\"shipment.picked_up\",\"shipmentId\":\"S1\"}",
          "{\"type\":\"shipment.in_transit\",\"shipmentId\":\"S1\",\"location\":\"Halle\"}",
          "{\"type\":\"order.held\",\"reason\":\"the address is asked for\"}",
          "{\"type\":\"order.released\"}");

  @TempDir Path data;

  @Test
  void everyStreamReceivesEveryChangeOnceAndInOrderDespiteReconnects() {
    Seeds.each(
        1,
        random -> {
          try (var service = RunningService.start(data);
              var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            service.customer("ada");
            var cursor = service.epoch() + "-c0";
            var seeds = random.longs(2).toArray();
            var streams =
                List.of(
                    threads.submit(() -> readAll(service, cursor)),
                    threads.submit(() -> readAll(service, cursor)),
                    threads.submit(
                        () -> reconnectOften(service, cursor, seeds[0], EventStream::abort)),
                    threads.submit(
                        () -> reconnectOften(service, cursor, seeds[1], EventStream::close)));

            writeAll(service, threads, random);

            var log = log(service, cursor);
            assertEquals(CHANGES, log.size());
            for (var stream : streams) {
              assertEquals(log, stream.get());
            }
          }
        });
  }

  private static List<Event> readAll(RunningService service, String cursor) {
    try (var stream = EventStream.open(service.port(), PATH, "Last-Event-ID", cursor)) {
      return stream.changes(CHANGES);
    }
  }

  @FunctionalInterface
  private interface Leaving {
    void leave(EventStream stream);
  }

  /** Disconnects at random moments and reconnects with the last id it received. */
  private static List<Event> reconnectOften(
      RunningService service, String cursor, long seed, Leaving leaving) {
    var random = new SplittableRandom(seed);
    var received = new ArrayList<Event>();
    while (received.size() < CHANGES) {
      var last = received.isEmpty() ? cursor : received.getLast().id();
      var stream = EventStream.open(service.port(), PATH, "Last-Event-ID", last);
      received.addAll(stream.changes(Math.min(1 + random.nextInt(60), CHANGES - received.size())));
      leaving.leave(stream);
    }
    return received;
  }

  /** Sixteen writers: eight append the events of one order each, eight add notes to any order. */
  private static void writeAll(
      RunningService service, ExecutorService threads, RandomGenerator random) throws Exception {
    var orders = new ArrayList<String>();
    for (int i = 0; i < ORDERS; i++) {
      orders.add(service.order("ada"));
    }
    var left = new AtomicInteger(CHANGES - ORDERS);
    var writers = new ArrayList<Future<?>>();
    for (var order : orders) {
      var seed = random.nextLong();
      writers.add(threads.submit(() -> appendEvents(service, order, left)));
      writers.add(threads.submit(() -> addNotes(service, orders, left, seed)));
    }
    for (var writer : writers) {
      writer.get();
    }
  }

  private static void appendEvents(RunningService service, String order, AtomicInteger left) {
    for (int step = 0; left.getAndDecrement() > 0; step++) {
      int again = 3;
      int once = EVENTS.size() - again;
      service.append(order, EVENTS.get(step < once ? step : once + (step - once) % again));
    }
  }

  private static void addNotes(
      RunningService service, List<String> orders, AtomicInteger left, long seed) {
    var random = new SplittableRandom(seed);
    for (int number = 1; left.getAndDecrement() > 0; number++) {
      var text = "note %d, %s".formatted(number, "ä".repeat(random.nextInt(300)));
      service.append(
          orders.get(random.nextInt(ORDERS)),
          "{\"type\":\"order.note_added\",\"text\":\"" + text + "\"}");
    }
  }

  /** The whole history in the form in which a stream sends it. */
  private static List<Event> log(RunningService service, String cursor) {
    var events = new ArrayList<Event>();
    var after = cursor;
    while (true) {
      var page =
          RunningService.json(service.get(PATH + "?limit=500&after=" + after, "Accept", "*/*"));
      if (page.get("events").isEmpty()) {
        return events;
      }
      for (var node : page.get("events")) {
        var body = (ObjectNode) node;
        var id = body.remove("cursor").textValue();
        events.add(new Event(id, body.get("type").textValue(), body.toString(), ""));
      }
      after = page.get("cursor").textValue();
    }
  }
}
