package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.order.OrderId;

/** Between the replay of the log and the live events no event is lost or sent twice. */
final class HandOverIT {
  private static final int WRITERS = 4;

  /** Enough for the last event to fall into each part of the hand-over in some rounds. */
  private static final int ROUNDS = 150;

  /** A replay of several pages takes long enough for new events to be written during it. */
  private static final int REPLAYED = 1000;

  @TempDir Path data;

  @Test
  void aStreamReplaysMissedEventsThenSendsReadyThenLiveEvents() {
    try (var service = RunningService.start(data)) {
      service.customer("ada");
      var order = service.order("ada");
      var epoch = service.epoch();

      try (var stream =
          EventStream.open(service.port(), "/api/customers/ada/events?after=" + epoch + "-c0")) {
        assertEquals("order.placed", stream.await(EventStream.Event::isChange).event());
        assertEquals(epoch + "-c1", stream.await("ready").id());
        service.append(order, "{\"type\":\"order.confirmed\"}");
        assertEquals(epoch + "-c2", stream.await("order.confirmed").id());
      }
    }
  }

  /**
   * Writers start when the stream is requested and stop some time before or after its {@code
   * ready}. No later event reveals a loss, so the stream itself must notice it.
   */
  @Test
  void everyEventWrittenDuringTheHandOverArrivesOnce() {
    Seeds.each(
        2,
        random -> {
          try (var service = RunningService.start(data.resolve(Long.toString(random.nextLong())));
              var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var round = new Rounds(service, threads);
            int writtenBeforeReady = 0;
            int sentAfterReady = 0;
            for (int i = 0; i < ROUNDS; i++) {
              var result = round.handOver(random);
              writtenBeforeReady += result.writtenBeforeReady() ? 1 : 0;
              sentAfterReady += result.sentAfterReady() ? 1 : 0;
            }
            System.out.printf(
                "%d hand-overs: written during %d, sent after ready in %d%n",
                ROUNDS, writtenBeforeReady, sentAfterReady);
            assertTrue(writtenBeforeReady > ROUNDS / 2, "written during: " + writtenBeforeReady);
            assertTrue(sentAfterReady > ROUNDS / 10, "sent after ready: " + sentAfterReady);
          }
        });
  }

  /** What happened in one hand-over. */
  private record HandOver(boolean writtenBeforeReady, boolean sentAfterReady) {}

  /** One customer with an order for each writer. */
  private static final class Rounds {
    private final RunningService service;
    private final ExecutorService threads;
    private final DirectCommands commands;
    private final String path;
    private final List<OrderId> orders;
    private final AtomicLong head = new AtomicLong();

    Rounds(RunningService service, ExecutorService threads) {
      this.service = service;
      this.threads = threads;
      commands = DirectCommands.of(service);
      var customer = commands.customer();
      path = "/api/customers/" + customer + "/events?after=" + service.epoch() + "-c";
      orders = IntStream.range(0, WRITERS).mapToObj(_ -> commands.order(customer)).toList();
      commands.notes(orders.getFirst(), REPLAYED, "before");
      head.set(WRITERS + REPLAYED);
    }

    HandOver handOver(RandomGenerator random) throws Exception {
      long before = head.get();
      long after = before - REPLAYED + random.nextInt(REPLAYED);
      var received = new ArrayList<Long>();
      int each = 1 + random.nextInt(4);
      var writers = orders.stream().map(order -> threads.submit(() -> write(order, each))).toList();

      try (var stream = EventStream.open(service.port(), path + after)) {
        var event = stream.next();
        for (; !event.event().equals("ready"); event = stream.next()) {
          add(received, event);
        }
        long writtenBeforeReady = head.get();
        for (var writer : writers) {
          writer.get();
        }
        while (after + received.size() < head.get()) {
          add(received, stream.next());
        }
        // a duplicate would arrive before the next event
        long next = write(orders.getFirst(), 1);
        while (received.getLast() < next) {
          add(received, stream.next());
        }

        assertEquals(LongStream.rangeClosed(after + 1, next).boxed().toList(), received);
        return new HandOver(writtenBeforeReady > before, event.number() < next - 1);
      }
    }

    private static void add(List<Long> received, EventStream.Event event) {
      if (event.isChange()) {
        received.add(event.number());
      }
    }

    private long write(OrderId order, int count) {
      for (int i = 0; i < count; i++) {
        head.accumulateAndGet(commands.note(order, "during"), Math::max);
      }
      return head.get();
    }
  }
}
