package waybill.bench.scenario;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import waybill.bench.Options;
import waybill.bench.TestBed;

/** What most scenarios do before and after their measurement. */
final class Workload {
  private static final long LIMIT = seconds(60);

  private Workload() {}

  static long seconds(double seconds) {
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }

  /** The first rate that was asked for. */
  static int rate(Options options, int otherwise) {
    return options.rates().isEmpty() ? otherwise : options.rates().getFirst();
  }

  /** A random one of so many customers, in the same order in each run. */
  static IntSupplier randomCustomer(int customers) {
    var random = new Random(7);
    return () -> random.nextInt(customers);
  }

  /** Makes changes for ten seconds, in which the JVM compiles. */
  static void warmUp(TestBed bed, IntSupplier whom) {
    bed.say("warming up");
    bed.changes().atOnce(64, whom);
    bed.loop().run(seconds(10));
    settle(bed);
  }

  /** Stops the changes, and waits up to a minute until every page has seen its changes. */
  static void settle(TestBed bed) {
    bed.changes().stop();
    bed.changes().settle(LIMIT);
  }
}
