package waybill.bus;

import java.util.HashMap;
import java.util.Map;

/** How far this node has heard each other node. Safe for use by many threads. */
final class KnownNodes {
  private final Map<String, Heard> nodes = new HashMap<>();

  private record Heard(long count, long time) {}

  /**
   * Notes a message of a node.
   *
   * @param now as {@link System#nanoTime}
   * @return how far it is ahead of the last one: 1 if none is missing, at most 0 if it comes twice
   *     or late
   */
  synchronized long advance(String node, long count, long now) {
    var before = nodes.get(node);
    long last = before == null ? 0 : before.count();
    nodes.put(node, new Heard(Math.max(last, count), now));
    return count - last;
  }

  /** Forgets the nodes that were not heard since a time; true if there was one. */
  synchronized boolean forgetSilentSince(long time) {
    return nodes.values().removeIf(heard -> heard.time() - time < 0);
  }
}
