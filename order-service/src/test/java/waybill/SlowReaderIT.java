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
import waybill.order.OrderId;
import waybill.stream.StreamSettings;

/** A client that does not read must cost nobody else anything. */
final class SlowReaderIT {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration AT_ONCE = Duration.ofMillis(10);

  /** Six kilobytes, so that kernels do not hold many of them. */
  private static final String LARGE = "\u8ca8".repeat(2000);

  private static final int WRITERS = 128;

  @TempDir Path data;

  private RunningService service;
  private DirectCommands office;
  private OrderId order;
  private String path;

  /** One event stands in the log: the order. */
  private void start(Duration stall) {
    service = RunningService.start(data, new StreamSettings(LONG, stall, LONG, AT_ONCE));
    office = DirectCommands.of(service);
    var customer = office.customer();
    order = office.order(customer);
    path = "/api/customers/" + customer + "/events?after=" + service.epoch() + "-0";
  }

  @AfterEach
  void stop() {
    service.close();
  }

  /**
   * The bounds are wide: a client that is waited for, or whose mail is kept, breaks them by far.
   */
  @Test
  void clientsThatNeverReadCostTheOthersNoTimeAndTheServiceNoMemory() throws Exception {
    start(LONG);
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
      long usual = one.usual(sent, 2, before);
      long beside = Math.max(one.usual(sent, before + 1, all), two.usual(sent, before + 1, all));
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
    Await.until("they are gone", () -> service.waybill().hub().size() == others);
    return with - ResourceUsage.usedHeap();
  }

  @Test
  void whoDoesNotReadIsCutOffAfterTheStallTimeAndNobodyElseIs() throws IOException {
    var stall = Duration.ofSeconds(1);
    start(stall);
    int all = 1_001;
    try (var reader = ArrivalTimes.of(service.port(), path, 2 * all)) {
      reader.await(1);
      var silent = clientsThatNeverRead(1).getFirst();
      long start = System.nanoTime();
      write(new long[all + 1], 2, all);
      Await.until("it is cut off", () -> service.waybill().hub().size() == 1);
      long took = System.nanoTime() - start;
      office.note(order, "and on it goes");

      assertTrue(took >= stall.toNanos(), () -> "cut after " + Duration.ofNanos(took));
      reader.await(all + 1);
      silent.awaitClosed();
    }
  }

  /** What did not fit into its mailbox comes from the log, as if nothing had been. */
  @Test
  void whoReadsAgainInTimeHasMissedNothing() {
    start(LONG);
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
    return Pattern.compile("id: [0-9a-z]+-([0-9]+)\nevent: order[.]")
        .matcher(chunk)
        .results()
        .map(change -> Long.valueOf(change.group(1)));
  }

  /** They have asked for a stream and been answered, and read no byte of it. */
  private List<RawConnection> clientsThatNeverRead(int count) {
    int streams = service.waybill().hub().size() + count;
    var clients = new ArrayList<RawConnection>();
    for (int i = 0; i < count; i++) {
      clients.add(RawConnection.narrow(service.port()).follow(path));
    }
    Await.until("they follow", () -> service.waybill().hub().size() == streams);
    return clients;
  }

  /** Writes the changes with these numbers and notes when each was committed. */
  private void write(long[] sent, int first, int last) {
    var left = new AtomicInteger(last - first + 1);
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WRITERS; i++) {
        writers.execute(() -> {
          while (left.getAndDecrement() > 0) {
            int number = (int) office.note(order, LARGE);
            sent[number] = System.nanoTime();
          }
        });
      }
    }
  }
}
