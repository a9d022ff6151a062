package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.edge.RequestTimes;
import waybill.order.OrderId;

/** A client that does not read costs other clients no time and the service no memory. */
final class SlowReaderIT {
  private static final Duration NEVER = Duration.ofMinutes(5);

  /** Six kilobytes, so that a kernel buffer holds only a few. */
  private static final String LARGE_NOTE = "\u8ca8".repeat(2000);

  private static final int WRITERS = 128;

  @TempDir Path data;

  private RunningService service;
  private DirectCommands commands;
  private OrderId order;
  private String path;

  /** Afterwards the log has one event, the placing of the order. */
  private void start(Duration stall) {
    var times = RunningService.LONG_TIMEOUTS;
    service =
        RunningService.start(
            data, new RequestTimes(times.request(), times.body(), times.idle(), stall));
    commands = DirectCommands.of(service);
    var customer = commands.customer();
    order = commands.order(customer);
    path = "/api/customers/" + customer + "/events?after=" + service.epoch() + "-c0";
  }

  @AfterEach
  void stop() {
    service.close();
  }

  /**
   * The limits are generous; a service that waits for slow clients or keeps their events exceeds
   * them by far.
   */
  @Test
  void clientsThatNeverReadDelayNoOtherClientAndUseNoMemory() throws Exception {
    start(NEVER);
    int before = 2_001;
    int all = before + 10_000;
    var sent = new long[all + 1];
    try (var one = ArrivalTimes.of(service.port(), path, all);
        var two = ArrivalTimes.of(service.port(), path, all)) {
      write(sent, 2, before);
      one.await(before);
      var silent = clientsThatNeverRead(4);
      write(sent, before + 1, all);
      one.await(all);
      two.await(all);

      assertEquals(2 + 4, service.waybill().hub().size());
      long usual = one.percentile95(sent, 2, before);
      long beside =
          Math.max(
              one.percentile95(sent, before + 1, all), two.percentile95(sent, before + 1, all));
      assertTrue(
          beside < 3 * usual + 250_000_000,
          () -> Duration.ofNanos(beside) + " instead of " + Duration.ofNanos(usual));
      long held = heapHeldBy(silent);
      assertTrue(held < 16 << 20, () -> held + " bytes");
    }
  }

  private long heapHeldBy(List<RawConnection> clients) {
    long with = ResourceUsage.usedHeap();
    int others = service.waybill().hub().size() - clients.size();
    clients.forEach(RawConnection::abort);
    Await.until(
        "the streams of these clients are closed", () -> service.waybill().hub().size() == others);
    return with - ResourceUsage.usedHeap();
  }

  @Test
  void aClientThatDoesNotReadIsCutOffAfterTheStallTimeAndNoOtherIs() throws IOException {
    var stall = Duration.ofSeconds(1);
    start(stall);
    int all = 1_001;
    try (var reader = ArrivalTimes.of(service.port(), path, 2 * all)) {
      reader.await(1);
      var silent = clientsThatNeverRead(1).getFirst();
      long start = System.nanoTime();
      write(new long[all + 1], 2, all);
      Await.until("the client is cut off", () -> service.waybill().hub().size() == 1);
      long took = System.nanoTime() - start;
      commands.note(order, "one more");

      assertTrue(took >= stall.toNanos(), () -> "cut after " + Duration.ofNanos(took));
      reader.await(all + 1);
      silent.awaitClosed();
    }
  }

  /** Events that did not fit into its mailbox come from the log. */
  @Test
  void aClientThatReadsAgainInTimeReceivesEveryEvent() {
    start(NEVER);
    int all = 1_501;
    try (var client = clientsThatNeverRead(1).getFirst()) {
      write(new long[all + 1], 2, all);
      client.head();

      var received = new ArrayList<Long>();
      while (received.size() < all) {
        changes(client.chunk()).forEach(received::add);
      }

      assertEquals(LongStream.rangeClosed(1, all).boxed().toList(), received);
    }
  }

  private static Stream<Long> changes(String chunk) {
    return Pattern.compile("event: order[.].*\ndata: .*\nid: [0-9a-z]+-c([0-9]+)\n")
        .matcher(chunk)
        .results()
        .map(change -> Long.valueOf(change.group(1)));
  }

  /** Clients that have opened a stream and read no byte of it. */
  private List<RawConnection> clientsThatNeverRead(int count) {
    int streams = service.waybill().hub().size() + count;
    var clients = new ArrayList<RawConnection>();
    for (int i = 0; i < count; i++) {
      clients.add(RawConnection.narrow(service.port()).follow(path));
    }
    Await.until("the streams are open", () -> service.waybill().hub().size() == streams);
    return clients;
  }

  /** Writes the changes with these numbers and notes when each was committed. */
  private void write(long[] sent, int first, int last) {
    var left = new AtomicInteger(last - first + 1);
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WRITERS; i++) {
        writers.execute(() -> {
          while (left.getAndDecrement() > 0) {
            int number = (int) commands.note(order, LARGE_NOTE);
            sent[number] = System.nanoTime();
          }
        });
      }
    }
  }
}
