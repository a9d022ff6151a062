package waybill.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EventLoopTest {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(10);

  private final EventLoop loop = new EventLoop();
  private final List<Integer> seen = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void timersRunInTheOrderOfTheirTimes() {
    long start = System.nanoTime();
    for (int n : List.of(3, 1, 5, 0, 4, 2)) {
      loop.at(start + n * MILLISECOND, () -> seen.add(n));
    }

    assertTrue(loop.runUntil(() -> seen.size() == 6, LIMIT));

    assertEquals(List.of(0, 1, 2, 3, 4, 5), seen);
  }

  @Test
  void noTimerRunsBeforeItsTime() {
    var early = new ArrayList<Long>();
    for (int i = 0; i < 20; i++) {
      long due = System.nanoTime() + i * MILLISECOND / 4;
      loop.at(
          due,
          () -> {
            seen.add(1);
            if (System.nanoTime() - due < 0) {
              early.add(due);
            }
          });
    }

    assertTrue(loop.runUntil(() -> seen.size() == 20, LIMIT));

    assertEquals(List.of(), early);
  }

  @Test
  void aTimerThatRestartsItselfDoesNotBlockTheLoop() {
    var again =
        new Runnable() {
          @Override
          public void run() {
            seen.add(1);
            loop.in(0, this);
          }
        };
    loop.in(0, again);

    assertTrue(loop.runUntil(() -> seen.size() >= 10, LIMIT));
  }

  @Test
  void aConditionThatHoldsReturnsAtOnce() {
    loop.in(0, () -> seen.add(1));

    assertTrue(loop.runUntil(() -> true, 0));

    assertEquals(List.of(), seen);
  }

  @Test
  void itGivesUpAtTheLimitAndNotBefore() {
    long start = System.nanoTime();

    boolean reached = loop.runUntil(() -> false, 20 * MILLISECOND);

    assertFalse(reached);
    assertTrue(System.nanoTime() - start >= 20 * MILLISECOND);
  }

  @Test
  void itRunsForTheGivenTime() {
    long start = System.nanoTime();
    loop.in(10 * MILLISECOND, () -> seen.add(1));

    loop.run(20 * MILLISECOND);

    assertTrue(System.nanoTime() - start >= 20 * MILLISECOND);
    assertEquals(List.of(1), seen);
  }

  @Test
  void aFailedConnectionIsNotifiedAndTheOthersAreServed() throws IOException {
    var broken = new ArrayList<String>();
    write(loop, new Failing(broken));
    write(loop, new Failing(broken));

    assertTrue(loop.runUntil(() -> broken.size() == 2, LIMIT));

    assertEquals(List.of("failed", "failed"), broken);
  }

  @Test
  void closingItClosesAllConnections() throws IOException {
    Pipe.SourceChannel source;
    try (var another = new EventLoop()) {
      source = write(another, new Failing(new ArrayList<>()));
    }

    assertFalse(source.isOpen());
  }

  /** A pipe that has something to be read. */
  private static Pipe.SourceChannel write(EventLoop loop, EventLoop.Connection connection)
      throws IOException {
    var pipe = Pipe.open();
    try (var sink = pipe.sink()) {
      sink.write(ByteBuffer.allocate(1));
    }
    pipe.source().configureBlocking(false);
    loop.register(pipe.source(), SelectionKey.OP_READ, connection);
    return pipe.source();
  }

  private record Failing(List<String> told) implements EventLoop.Connection {
    @Override
    public void ready(SelectionKey key) throws IOException {
      key.cancel();
      throw new IOException("failed");
    }

    @Override
    public void broken(IOException why) {
      told.add(why.getMessage());
    }
  }
}
