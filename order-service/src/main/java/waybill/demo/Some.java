package waybill.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/** Chance. */
final class Some {
  private Some() {}

  static <T> T of(List<T> choices, RandomGenerator random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
