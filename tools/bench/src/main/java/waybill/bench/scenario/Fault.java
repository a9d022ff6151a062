package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What can go wrong around two nodes. */
enum Fault {
  NODE_KILLED,
  NODES_RESTARTED_ONE_BY_ONE,
  NODE_WITHOUT_DATABASE,
  NODE_WITHOUT_BUS,
  DATABASE_RESTARTED,
  DATABASE_HANGS,
  BUS_RESTARTED,
  BUS_HANGS,
  BUS_LOSES_EVERYTHING;

  /**
   * One fault of a run.
   *
   * @param node where it happens, if not everywhere
   * @param seconds how long it lasts at least
   * @param calm seconds after it until the next one
   */
  record Step(Fault fault, int node, double seconds, double calm) {
    @Override
    public String toString() {
      return "%s, node %d, %.1f s".formatted(fault, node, seconds);
    }
  }

  /** Each fault once, in an order and for times that the random numbers choose. */
  static List<Step> round(Random random, int nodes, double longest) {
    var faults = new ArrayList<>(List.of(values()));
    Collections.shuffle(faults, random);
    return faults.stream()
        .map(fault ->
            new Step(
                fault,
                random.nextInt(nodes),
                random.nextDouble(0.5, longest),
                random.nextDouble(0.2, Math.max(1, longest / 2))))
        .toList();
  }
}
