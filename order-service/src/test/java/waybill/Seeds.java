package waybill;

import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * Runs a claim with many seeds: half are the same in each run, half are new (of one, it is new). A
 * failure names its seed; {@code -Dwaybill.seed=<seed>} repeats it alone.
 */
public final class Seeds {
  private Seeds() {}

  /** What must hold for any seed. */
  @FunctionalInterface
  public interface Claim {
    void holds(RandomGenerator random) throws Exception;
  }

  public static void each(int count, Claim claim) {
    seeds(count)
        .forEach(seed -> {
          try {
            claim.holds(new SplittableRandom(seed));
          } catch (AssertionError | Exception e) {
            throw new AssertionError("with -Dwaybill.seed=" + seed + ": " + e.getMessage(), e);
          }
        });
  }

  private static LongStream seeds(int count) {
    var repeated = Long.getLong("waybill.seed");
    if (repeated != null) {
      return LongStream.of(repeated);
    }
    var fresh = ThreadLocalRandom.current().longs(count - count / 2, 0, Long.MAX_VALUE);
    return LongStream.concat(LongStream.range(0, count / 2), fresh);
  }
}
