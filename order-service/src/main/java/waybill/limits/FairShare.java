package waybill.limits;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Lets a few pieces of work run at a time, in turn. A key waits in the common queue once: who asks
 * for a hundred pieces at the same time waits in a queue of their own, and each other key waits for
 * one of these pieces at most. Safe for use by many threads.
 */
public final class FairShare {
  /** Keys with the same remainder share a queue, which makes them slower and nothing else. */
  private static final int QUEUES = 256;

  private final Semaphore running;
  private final Semaphore[] queues =
      IntStream.range(0, QUEUES).mapToObj(_ -> new Semaphore(1, true)).toArray(Semaphore[]::new);

  public FairShare(int atATime) {
    running = new Semaphore(atATime, true);
  }

  /** Runs a short piece of work in the calling thread when it is the key's turn. */
  public <T> T run(String key, Supplier<T> work) {
    var queue = queues[Math.floorMod(key.hashCode(), QUEUES)];
    queue.acquireUninterruptibly();
    running.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      running.release();
      queue.release();
    }
  }
}
