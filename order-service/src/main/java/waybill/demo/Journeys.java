package waybill.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/** The lives that simulated orders lead, one a line; what happens more often stands here twice. */
final class Journeys {
  static final List<List<Step>> FROM_PLACED =
      scripts(
          """
          confirm pack pick-up hub depot out deliver
          confirm pack pick-up hub depot out deliver
          confirm pack note pick-up hub depot out deliver
          confirm pack pick-up hub delay depot out deliver
          confirm hold note release pack pick-up hub depot out deliver
          confirm pack pick-up hub problem delay hub depot out deliver
          confirm pack pick-up hub depot out fail out deliver
          confirm pack pick-up hub depot out fail pickup-point deliver
          confirm pack pick-up hub depot pickup-point deliver
          confirm pack-first pick-up hub:1 pack pick-up depot:1 hub:2 out:1 deliver:1 depot:2 out:2 deliver:2
          confirm pack-first pack pick-up:1 pick-up:2 hub:1 hold hub:2 out:2 release deliver:2 out:1 deliver:1
          confirm pack pick-up hub problem lose note pack pick-up hub depot out deliver
          confirm cancel-piece pack pick-up hub depot out deliver
          confirm pack pick-up hub depot out fail turn-back returned cancel-rest
          confirm cancel
          """);

  /** What follows when a customer is not content with a delivered order. */
  static final List<List<Step>> FROM_DELIVERED =
      scripts(
          """
          complain deliver
          complain note out deliver
          complain turn-back returned pack pick-up hub depot out deliver
          """);

  private Journeys() {}

  static List<Step> any(List<List<Step>> journeys, RandomGenerator random) {
    return Some.of(journeys, random);
  }

  private static List<List<Step>> scripts(String text) {
    return text.lines().map(Step::script).toList();
  }
}
