package waybill.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares with the log, once all is over, what the service has acknowledged and what each page has
 * seen.
 */
public final class HistoryCheck implements Pages.Observer {
  private final Map<Integer, Seen> pages = new TreeMap<>();

  /** The changes that a page saw, the first of which had this number. */
  private record Seen(int customer, long first, List<Long> changes) {}

  /**
   * An event of a customer's log.
   *
   * @param change the number of the change in it, or -1 if it is none of the measurement's
   */
  public record Entry(long number, long change) {}

  @Override
  public void saw(int page, int customer, long number, long change) {
    pages
        .computeIfAbsent(page, _ -> new Seen(customer, number, new ArrayList<>()))
        .changes()
        .add(change);
  }

  /**
   * What is wrong, one sentence each.
   *
   * @param logs the whole log of each customer, by number
   */
  public List<String> faults(List<List<Entry>> logs, ChangeLog changes) {
    var faults = new ArrayList<String>();
    var found = new int[changes.size()];
    for (int customer = 0; customer < logs.size(); customer++) {
      checkLog(customer, logs.get(customer), changes, found, faults);
    }
    for (int change = 0; change < found.length; change++) {
      if (found[change] > 1 || (found[change] == 0 && changes.isAcknowledged(change))) {
        faults.add("change %d is in the log %d times".formatted(change, found[change]));
      }
    }
    pages.forEach((page, seen) -> checkPage(page, seen, logs.get(seen.customer()), faults));
    return faults;
  }

  private static void checkLog(
      int customer, List<Entry> log, ChangeLog changes, int[] found, List<String> faults) {
    for (int i = 0; i < log.size(); i++) {
      var entry = log.get(i);
      if (entry.number() != i + 1) {
        faults.add("customer %d has %d as event %d".formatted(customer, entry.number(), i + 1));
        return;
      }
      if (changes.isOf(entry.change(), customer)) {
        found[(int) entry.change()]++;
      } else if (entry.change() >= 0) {
        faults.add("customer %d has the foreign change %d".formatted(customer, entry.change()));
      }
    }
  }

  private static void checkPage(int page, Seen seen, List<Entry> log, List<String> faults) {
    int before = (int) Math.min(seen.first() - 1, log.size());
    var expected = log.subList(before, log.size()).stream().map(Entry::change).toList();
    for (int i = 0; i < Math.max(expected.size(), seen.changes().size()); i++) {
      if (!at(expected, i).equals(at(seen.changes(), i))) {
        faults.add(
            "page %d saw %s as event %d of customer %d, the log has %s"
                .formatted(
                    page, at(seen.changes(), i), before + i + 1, seen.customer(), at(expected, i)));
        return;
      }
    }
  }

  private static String at(List<Long> changes, int i) {
    return i < changes.size() ? "change " + changes.get(i) : "nothing";
  }
}
