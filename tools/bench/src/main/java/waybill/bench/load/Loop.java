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
 * One thread that waits for sockets and clocks. Everything of the load runs in it, so nothing here
 * needs a lock, and the generator takes one core at most. Times are those of {@link
 * System#nanoTime}.
 */
public final class Loop implements AutoCloseable {
  private static final long A_MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long A_NAP = TimeUnit.MICROSECONDS.toNanos(100);

  private final Selector selector;
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::at));

  /** Shared by all connections: each empties it before the next is served. */
  private final ByteBuffer buffer = ByteBuffer.allocate(256 * 1024);

  public Loop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What happens on a socket. */
  interface Connection {
    /** The socket can do what it was registered for. */
    void ready(SelectionKey key) throws IOException;

    /** It failed; whoever owns the connection may open it again. */
    void broken(IOException why);
  }

  private record Timer(long at, Runnable action) {}

  /** Runs an action at a time, or as soon after it as the loop comes by. */
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

  /** Runs for a while. */
  public void run(long nanos) {
    long end = System.nanoTime() + nanos;
    in(nanos, () -> {});
    runUntil(() -> System.nanoTime() - end >= 0, nanos + TimeUnit.SECONDS.toNanos(60));
  }

  /**
   * Runs until something is so. What came is read before anything is sent: after a stop of this
   * program there may be connections among those that were closed meanwhile.
   *
   * @return false when it is still not so after {@code limit} nanoseconds
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

  /** A selector counts in milliseconds; what is due sooner is waited for in short naps. */
  private void await() throws IOException {
    long wait = timers.isEmpty() ? 100 * A_MILLISECOND : timers.peek().at() - System.nanoTime();
    if (wait >= A_MILLISECOND) {
      selector.select(Math.min(wait / A_MILLISECOND, 100));
    } else if (selector.selectNow() == 0 && wait > 0) {
      LockSupport.parkNanos(Math.min(wait, A_NAP));
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
