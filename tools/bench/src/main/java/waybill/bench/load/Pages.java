package waybill.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/** All tracking pages of a measurement. */
public final class Pages {
  private final EventLoop loop;
  private final ChangeLog changeLog;
  private final StreamStatistics statistics = new StreamStatistics();
  private final List<Page> pages = new ArrayList<>();
  private IntPredicate reads = _ -> true;
  private Observer observer = (_, _, _, _) -> {};
  private String firstRefusal = "";
  private int started;
  private int turn;

  public Pages(EventLoop loop, ChangeLog changeLog) {
    this.loop = loop;
    this.changeLog = changeLog;
  }

  /** Sees what each page sees, duplicates left out. */
  @FunctionalInterface
  public interface Observer {
    /** A page of a customer received a change as the event of this number. */
    void saw(int page, int customer, long number, long change);
  }

  /** From now on this observer sees all events. */
  public void show(Observer observer) {
    this.observer = observer;
  }

  Observer observer() {
    return observer;
  }

  /** A page of a customer; it opens with {@link #open}. */
  public void add(Target target, int customer, String customerId) {
    add(List.of(target), customer, customerId);
  }

  /** A page that opens on the first node, and comes back to any, as through a load balancer. */
  public void add(List<Target> nodes, int customer, String customerId) {
    pages.add(new Page(loop, nodes, this, pages.size(), customer, customerId));
  }

  /** From now on only the pages whose number matches read their streams. */
  public void readWhere(IntPredicate reads) {
    this.reads = reads;
    for (int i = 0; i < pages.size(); i++) {
      pages.get(i).updateReading();
    }
  }

  /** Pages that come back are spread over the nodes. */
  int turn() {
    return ++turn;
  }

  boolean reads(int page) {
    return reads.test(page);
  }

  /**
   * Opens the pages that were never opened, and waits until all are caught up.
   *
   * @throws IllegalStateException if that takes too long
   */
  public void open(int perSecond) {
    long pause = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long start = System.nanoTime();
    int first = started;
    started = pages.size();
    for (int i = first; i < started; i++) {
      var page = pages.get(i);
      loop.at(start + (i - first) * pause, page::open);
    }
    if (!awaitAll(TimeUnit.SECONDS.toNanos(120))) {
      throw new IllegalStateException(
          "only %d of %d streams are open; first refusal: %s"
              .formatted(statistics.open, pages.size(), firstRefusal));
    }
  }

  /** Closes a page, and opens it again after so many nanoseconds. */
  public void leaveFor(int page, long nanos) {
    pages.get(page).close();
    loop.in(nanos, pages.get(page)::open);
  }

  /** Waits until all are caught up; false if some are not after {@code limit} nanoseconds. */
  public boolean awaitAll(long limit) {
    return loop.runUntil(() -> statistics.open == pages.size(), limit);
  }

  /** Whether one that is caught up is on this node. */
  public boolean isAnyOn(Target node) {
    return pages.stream().anyMatch(page -> page.isOpenOn(node));
  }

  /** How many there are. */
  public int size() {
    return pages.size();
  }

  /** What happened on all pages. */
  public StreamStatistics statistics() {
    return statistics;
  }

  ChangeLog changeLog() {
    return changeLog;
  }

  void count(SequenceCheck.Result result) {
    switch (result) {
      case NEXT -> {}
      case GAP -> statistics.gaps++;
      case DUPLICATE -> statistics.duplicates++;
      case OTHER_EPOCH -> statistics.otherEpochs++;
    }
  }

  void refused(String head) {
    statistics.refused++;
    if (firstRefusal.isEmpty()) {
      firstRefusal = head.lines().findFirst().orElse("");
    }
  }

  /** Closes them all. */
  public void close() {
    pages.forEach(Page::close);
  }
}
