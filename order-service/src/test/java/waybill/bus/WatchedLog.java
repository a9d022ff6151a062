package waybill.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import waybill.limits.StreamLimits;
import waybill.limits.StreamLimits.Admission;
import waybill.limits.StreamLimits.Caller;
import waybill.stream.Cursor;
import waybill.stream.Hub;
import waybill.stream.Log;
import waybill.stream.Message;
import waybill.stream.StreamSettings;
import waybill.stream.Topic;
import waybill.tasks.PeriodicTask;

/** A log in memory that nodes write and watch: the numbers 1..n, each with itself as its data. */
final class WatchedLog implements Log {
  private static final Topic ADA = new Topic("customer:ada");
  private static final Pattern CHANGE =
      Pattern.compile("event: note\ndata: (\\d+)\nid: e-c(\\d+)\n");
  private static final Duration LONG = Duration.ofMinutes(5);

  private volatile long head;

  /** Commits an event and publishes it on the bus of the node that has written it. */
  void append(NetworkBus bus) {
    long number = head + 1;
    head = number;
    bus.publish(new Message(ADA, number, "note", data(number)));
  }

  /** All that a page must have seen. */
  List<Long> numbers() {
    return LongStream.rangeClosed(1, head).boxed().toList();
  }

  private static byte[] data(long number) {
    return Long.toString(number).getBytes(UTF_8);
  }

  @Override
  public long head(Topic topic) {
    return head;
  }

  @Override
  public List<Entry> after(Topic topic, long number, int limit) {
    return LongStream.rangeClosed(number + 1, Math.min(head, number + limit))
        .mapToObj(it -> new Entry(it, "note", data(it)))
        .toList();
  }

  @Override
  public Cursor cursor(Topic topic, long number) {
    return new Cursor("e", 'c', number);
  }

  /** The pages of one node, which is told by its bus and compares with the log as the service. */
  final class Pages implements AutoCloseable {
    private final Hub hub =
        new Hub(
            WatchedLog.this, new StreamSettings(LONG, LONG, Duration.ZERO), InstantSource.system());
    private final PeriodicTask comparison;
    private final List<List<Long>> seen;

    Pages(NetworkBus bus, int count) {
      bus.subscribe(hub::deliver);
      seen = IntStream.range(0, count).mapToObj(_ -> open()).toList();
      comparison =
          new PeriodicTask("comparison", Duration.ofMillis(100), () -> compare(bus.mayHaveLost()));
    }

    private void compare(boolean isDue) {
      if (isDue && hub.reached().values().stream().anyMatch(reached -> reached < head)) {
        hub.deliver(Message.hint(ADA));
      }
    }

    private List<Long> open() {
      var numbers = new CopyOnWriteArrayList<Long>();
      var caller = new Caller("test", "page", Instant.MAX, Optional.empty());
      var admission = (Admission.Granted) new StreamLimits(1, 1, 1).acquire(caller);
      Thread.startVirtualThread(() -> {
        try {
          hub.follow(ADA, Optional.of("e-c0"), admission.permit(), new Page(numbers));
        } catch (IOException | InterruptedException e) {
          throw new AssertionError(e);
        }
      });
      return numbers;
    }

    /** What each page has seen. */
    List<List<Long>> seen() {
      return seen;
    }

    @Override
    public void close() {
      comparison.close();
      hub.close();
    }
  }

  /** Collects the numbers of the changes; the number in an id must be that of its event. */
  private static final class Page extends OutputStream {
    private final List<Long> numbers;

    Page(List<Long> numbers) {
      this.numbers = numbers;
    }

    @Override
    public void write(int b) {
      throw new AssertionError("blocks are written");
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      var text = new String(bytes, from, length, UTF_8);
      CHANGE
          .matcher(text)
          .results()
          .map(change -> change.group(1).equals(change.group(2)) ? change.group(1) : "-1")
          .forEach(number -> numbers.add(Long.valueOf(number)));
      if (text.contains("event: reset")) {
        numbers.add(-1L);
      }
    }
  }
}
