package waybill.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread that waits for sockets and timers. The whole load runs in it, so nothing needs a lock
 * and the load takes at most one core. Times are those of {@link System#nanoTime}.
 */
public final class EventLoop implements AutoCloseable {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SHORT_SLEEP = TimeUnit.MICROSECONDS.toNanos(100);

  private final Selector selector;
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::at));

  /** Shared by all connections: each one empties it before the next one is served. */
  private final ByteBuffer buffer = ByteBuffer.allocate(256 * 1024);

  public EventLoop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Receives the events of a socket. */
  interface Connection {
    /** The socket is ready for the operation it was registered for. */
    void ready(SelectionKey key) throws IOException;

    /** The connection failed. */
    void broken(IOException why);
  }

  private record Timer(long at, Runnable action) {}

  /** Runs an action at a time, or as soon after it as possible. */
  public void at(long time, Runnable action) {
    timers.add(new Timer(time, action));
  }

  /** Runs an action some nanoseconds from now. */
  public void in(long nanos, Runnable action) {
    at(System.nanoTime() + nanos, action);
  }

  SelectionKey register(SelectableChannel channel, int interest, Connection connection)
      throws IOException {
    return channel.register(selector, interest, connection);
  }

  @Nullable SelectionKey key(SelectableChannel channel) {
    return channel.keyFor(selector);
  }

  ByteBuffer buffer() {
    return buffer.clear();
  }

  /** Runs for so many nanoseconds. */
  public void run(long nanos) {
    long end = System.nanoTime() + nanos;
    in(nanos, () -> {});
    runUntil(() -> System.nanoTime() - end >= 0, nanos + TimeUnit.SECONDS.toNanos(60));
  }

  /**
   * Runs until a condition holds. It reads before it sends: after a pause of this program the
   * service may have closed connections.
   *
   * @return false if the condition does not hold after {@code limit} nanoseconds
   */
  public boolean runUntil(BooleanSupplier reached, long limit) {
    long end = System.nanoTime() + limit;
    try {
      while (!reached.getAsBoolean()) {
        if (System.nanoTime() - end >= 0) {
          return false;
        }
        await();
        serve();
        runTimers();
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void runTimers() {
    long now = System.nanoTime();
    while (!timers.isEmpty() && timers.peek().at() - now <= 0) {
      timers.poll().action().run();
    }
  }

  /** A selector counts in milliseconds; shorter waits are short sleeps of this thread. */
  private void await() throws IOException {
    long wait = timers.isEmpty() ? 100 * MILLISECOND : timers.peek().at() - System.nanoTime();
    if (wait >= MILLISECOND) {
      selector.select(Math.min(wait / MILLISECOND, 100));
    } else if (selector.selectNow() == 0 && wait > 0) {
      LockSupport.parkNanos(Math.min(wait, SHORT_SLEEP));
      selector.selectNow();
    }
  }

  private void serve() {
    var ready = selector.selectedKeys();
    for (var key : ready) {
      var connection = (Connection) key.attachment();
      try {
        if (key.isValid()) {
          connection.ready(key);
        }
      } catch (IOException e) {
        connection.broken(e);
      }
    }
    ready.clear();
  }

  @Override
  public void close() {
    try {
      for (var key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
