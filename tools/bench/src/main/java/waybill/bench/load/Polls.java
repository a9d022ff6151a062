package waybill.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Pages without a stream: each asks for its customer's orders every so often. An answer tells of a
 * change when it holds that version of the order, or a later one.
 */
public final class Polls {
  private static final Pattern TAG = Pattern.compile("(?i)etag: \"(\\d+)\"");
  private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");

  private final Loop loop;
  private final Callers callers;
  private final Journal journal;
  private final World world;
  private final long pause;
  private final List<Page> pages = new ArrayList<>();
  private boolean over;
  private long answers;
  private long failures;
  private long bytes;

  /** One customer's page: what it knows, and what it is still to hear. */
  private static final class Page {
    private final List<Waiting> waiting = new ArrayList<>();
    private long version;
    private long at;
  }

  private record Waiting(int change, long version) {}

  /**
   * One page for each customer.
   *
   * @param pause nanoseconds from question to question
   */
  public Polls(Loop loop, Callers callers, Journal journal, World world, long pause) {
    this.loop = loop;
    this.callers = callers;
    this.journal = journal;
    this.world = world;
    this.pause = pause;
    for (int i = 0; i < world.size(); i++) {
      journal.watches(i, 1);
      pages.add(new Page());
    }
  }

  /** From now on they ask, one after the other, so that the questions are spread evenly. */
  public void start() {
    long now = System.nanoTime();
    for (int i = 0; i < pages.size(); i++) {
      int customer = i;
      long due = now + pause * i / pages.size();
      loop.at(due, () -> ask(customer, due));
    }
  }

  /** A page never has two questions under way. */
  private void ask(int customer, long due) {
    if (!over) {
      callers.send(
          new Call(
              "GET",
              world.snapshot(customer),
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

  private void answered(int customer, Call.Reply reply) {
    answers++;
    bytes += reply.head().length() + reply.body().length;
    var page = pages.get(customer);
    page.version = number(VERSION, reply.text());
    page.at = System.nanoTime();
    page.waiting.removeIf(waiting -> {
      boolean known = waiting.version <= page.version;
      if (known) {
        journal.arrived(waiting.change, customer, page.at);
      }
      return known;
    });
  }

  /** A change was taken; which version it made, its answer says. */
  public void taken(int change, int customer, Call.Reply reply) {
    var page = pages.get(customer);
    long version = number(TAG, reply.head());
    if (version <= page.version) {
      journal.arrived(change, customer, page.at);
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

  /** No further questions. */
  public void stop() {
    over = true;
  }

  /** Answers so far. */
  public long answers() {
    return answers;
  }

  /** Questions without a good answer. */
  public long failures() {
    return failures;
  }

  /** Bytes of all answers, heads included. */
  public long bytes() {
    return bytes;
  }
}
