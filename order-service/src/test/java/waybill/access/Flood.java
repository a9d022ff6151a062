package waybill.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import waybill.http.ProblemException;

/** Many clients that have a password checked again and again, at the same time. */
final class Flood {
  private static final int CLIENTS = 5 * Passwords.MAX_WAITING;

  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicInteger refused = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();

  static Flood of(Passwords passwords) {
    var flood = new Flood();
    for (int i = 0; i < CLIENTS; i++) {
      flood.threads.add(Thread.startVirtualThread(() -> flood.run(passwords)));
    }
    return flood;
  }

  private void run(Passwords passwords) {
    while (!ended.get()) {
      try {
        passwords.matches("a guess", Optional.empty());
      } catch (ProblemException e) {
        refused.incrementAndGet();
        LockSupport.parkNanos(200_000);
      }
    }
  }

  int refused() {
    return refused.get();
  }

  void end() throws InterruptedException {
    ended.set(true);
    for (var thread : threads) {
      thread.join();
    }
  }
}
