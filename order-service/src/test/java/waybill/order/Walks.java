package waybill.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random walks, the same ones every time: each comes from its seed. One that breaks a claim is
 * shortened as long as it still does, and told whole.
 */
final class Walks {
  private static final int MOST_MOVES = 80;

  private final int[] quantities;
  private final List<Walk.Move> moves;

  private Walks(RandomGenerator random) {
    quantities =
        IntStream.range(0, 1 + random.nextInt(2)).map(_ -> 1 + random.nextInt(3)).toArray();
    moves = Stream.generate(() -> move(random)).limit(random.nextInt(MOST_MOVES + 1)).toList();
  }

  private static Walk.Move move(RandomGenerator random) {
    return new Walk.Move(
        random.nextInt(10) > 0,
        random.nextInt(10_001),
        random.nextInt(11),
        random.nextInt(11),
        1 + random.nextInt(3),
        random.nextInt(5) > 0 ? 0 : random.nextInt(61));
  }

  /** The walks of the first so many seeds. */
  static Stream<Walk> of(int count) {
    return IntStream.range(0, count)
        .mapToObj(Walks::seeded)
        .map(w -> Walk.of(w.quantities, w.moves));
  }

  /** Holds a claim against the walks of the first so many seeds. */
  static void each(int count, Consumer<Walk> claim) {
    for (int seed = 0; seed < count; seed++) {
      var walks = seeded(seed);
      if (walks.breaks(claim, walks.moves)) {
        var shortest = walks.shortened(claim);
        try {
          claim.accept(Walk.of(walks.quantities, shortest));
        } catch (Throwable e) {
          throw new AssertionError(
              "seed " + seed + " broke the claim, shortened to " + shortest, e);
        }
      }
    }
  }

  private static Walks seeded(int seed) {
    return new Walks(new Random(seed));
  }

  private List<Walk.Move> shortened(Consumer<Walk> claim) {
    var left = new ArrayList<>(moves);
    for (int i = left.size() - 1; i >= 0; i--) {
      var without = new ArrayList<>(left);
      without.remove(i);
      if (breaks(claim, without)) {
        left = without;
      }
    }
    return left;
  }

  private boolean breaks(Consumer<Walk> claim, List<Walk.Move> some) {
    try {
      claim.accept(Walk.of(quantities, some));
      return false;
    } catch (RuntimeException | AssertionError e) {
      return true;
    }
  }
}
