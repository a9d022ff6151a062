package waybill.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Pages without a stream: each one asks for its customer's orders at regular intervals. A change
 * arrives with the first answer that has its version of the order, or a later one.
 */
public final class PollingPages {
  private static final Pattern TAG = Pattern.compile("(?i)etag: \"(\\d+)\"");
  private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");

  private final EventLoop loop;
  private final ApiConnectionPool pool;
  private final ChangeLog changeLog;
  private final TestData testData;
  private final long pause;
  private final List<Page> pages = new ArrayList<>();
  private boolean over;
  private long answers;
  private long failures;
  private long bytes;

  /** One customer's page: the version it has, and the changes it waits for. */
  private static final class Page {
    private final List<Waiting> waiting = new ArrayList<>();
    private long version;
    private long at;
  }

  private record Waiting(int change, long version) {}

  /**
   * One page for each customer.
   *
   * @param pause nanoseconds between two requests of a page
   */
  public PollingPages(
      EventLoop loop, ApiConnectionPool pool, ChangeLog changeLog, TestData testData, long pause) {
    this.loop = loop;
    this.pool = pool;
    this.changeLog = changeLog;
    this.testData = testData;
    this.pause = pause;
    for (int i = 0; i < testData.size(); i++) {
      changeLog.watches(i, 1);
      pages.add(new Page());
    }
  }

  /** From now on the pages ask, spread evenly over the pause. */
  public void start() {
    long now = System.nanoTime();
    for (int i = 0; i < pages.size(); i++) {
      int customer = i;
      long due = now + pause * i / pages.size();
      loop.at(due, () -> ask(customer, due));
    }
  }

  /** A page never has two requests under way. */
  private void ask(int customer, long due) {
    if (!over) {
      pool.send(
          new ApiRequest(
              "GET",
              testData.snapshot(customer),
              "",
              reply -> {
                if (reply != null && reply.status() == 200) {
                  answered(customer, reply);
                } else {
                  failures++;
                }
                long next = Math.max(due + pause, System.nanoTime());
                loop.at(next, () -> ask(customer, next));
              }));
    }
  }

  private void answered(int customer, ApiRequest.Reply reply) {
    answers++;
    bytes += reply.head().length() + reply.body().length;
    var page = pages.get(customer);
    page.version = number(VERSION, reply.text());
    page.at = System.nanoTime();
    page.waiting.removeIf(waiting -> {
      boolean known = waiting.version <= page.version;
      if (known) {
        changeLog.arrived(waiting.change, customer, page.at);
      }
      return known;
    });
  }

  /** The service accepted a change; the answer has the new version of the order. */
  public void taken(int change, int customer, ApiRequest.Reply reply) {
    var page = pages.get(customer);
    long version = number(TAG, reply.head());
    if (version <= page.version) {
      changeLog.arrived(change, customer, page.at);
    } else {
      page.waiting.add(new Waiting(change, version));
    }
  }

  private static long number(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("no version in " + text);
    }
    return Long.parseLong(found.group(1));
  }

  /** Sends no further requests. */
  public void stop() {
    over = true;
  }

  /** Answers so far. */
  public long answers() {
    return answers;
  }

  /** Requests without a good answer. */
  public long failures() {
    return failures;
  }

  /** Bytes of all answers, heads included. */
  public long bytes() {
    return bytes;
  }
}
