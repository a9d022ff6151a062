package waybill.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/** All tracking pages of a measurement. */
public final class Pages {
  private final Loop loop;
  private final Journal journal;
  private final Tally tally = new Tally();
  private final List<Page> pages = new ArrayList<>();
  private IntPredicate reads = _ -> true;
  private String firstRefusal = "";
  private int started;

  public Pages(Loop loop, Journal journal) {
    this.loop = loop;
    this.journal = journal;
  }

  /** A page of a customer; it opens with {@link #open}. */
  public void add(Target target, int customer, String customerId) {
    pages.add(new Page(loop, target, this, pages.size(), customer, customerId));
  }

  /** From now on, which pages read what they are sent, by their number. */
  public void onlySomeRead(IntPredicate reads) {
    this.reads = reads;
    for (int i = 0; i < pages.size(); i++) {
      pages.get(i).readOrNot();
    }
  }

  boolean reads(int page) {
    return reads.test(page);
  }

  /**
   * Opens those that are not open yet, some thousand a second, and waits until all are caught up.
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
              .formatted(tally.open, pages.size(), firstRefusal));
    }
  }

  /** Somebody leaves a page, and comes back to it after so many nanoseconds. */
  public void away(int page, long nanos) {
    pages.get(page).close();
    loop.in(nanos, pages.get(page)::open);
  }

  /** Waits until all are caught up; false when some are not after {@code limit} nanoseconds. */
  public boolean awaitAll(long limit) {
    return loop.runUntil(() -> tally.open == pages.size(), limit);
  }

  /** How many there are. */
  public int size() {
    return pages.size();
  }

  /** What they went through. */
  public Tally tally() {
    return tally;
  }

  Journal journal() {
    return journal;
  }

  void judge(History.Verdict verdict) {
    switch (verdict) {
      case NEXT -> {}
      case GAP -> tally.gaps++;
      case DUPLICATE -> tally.duplicates++;
      case OTHER_EPOCH -> tally.otherEpochs++;
    }
  }

  void refused(String head) {
    tally.refused++;
    if (firstRefusal.isEmpty()) {
      firstRefusal = head.lines().findFirst().orElse("");
    }
  }

  /** Closes them all. */
  public void close() {
    pages.forEach(Page::close);
  }
}
