package waybill.bench.scenario;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import waybill.bench.Options;
import waybill.bench.Rig;

/** What most scenarios do before and after what they are about. */
final class Load {
  private static final long LIMIT = seconds(60);

  private Load() {}

  static long seconds(double seconds) {
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }

  /** The first rate that was asked for. */
  static int rate(Options options, int otherwise) {
    return options.rates().isEmpty() ? otherwise : options.rates().getFirst();
  }

  /** One of so many customers, at random, but the same ones every time. */
  static IntSupplier anybody(int customers) {
    var random = new Random(7);
    return () -> random.nextInt(customers);
  }

  /** Lets the service compile what it will need. */
  static void warmUp(Rig rig, IntSupplier whom) {
    rig.say("warming up");
    rig.changes().atOnce(64, whom);
    rig.loop().run(seconds(10));
    rest(rig);
  }

  /** Stops the changes, and waits until every page has seen what it must see, if it ever does. */
  static void rest(Rig rig) {
    rig.changes().stop();
    rig.changes().settle(LIMIT);
  }
}
