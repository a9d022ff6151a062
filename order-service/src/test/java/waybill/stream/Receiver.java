package waybill.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The client's end of a stream, in memory: keeps each write apart, can stop reading, and tells a
 * hook of each write before that returns.
 */
final class Receiver extends OutputStream {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<byte[]> writes = new ArrayList<>();
  private Hook hook = () -> {};
  private int flushes;
  private boolean reading = true;
  private boolean blocking;

  /** Runs in the stream's own thread. */
  @FunctionalInterface
  interface Hook {
    void taken() throws IOException;
  }

  void afterEachWrite(Hook told) {
    hook = told;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b});
  }

  /** Blocks while nobody reads, as a socket does; as there, an interrupt is the end of it. */
  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    synchronized (this) {
      try {
        while (!reading) {
          blocking = true;
          notifyAll();
          wait();
        }
        blocking = false;
      } catch (InterruptedException e) {
        throw new InterruptedIOException("closed by interrupt");
      }
      writes.add(Arrays.copyOfRange(bytes, from, from + length));
      notifyAll();
    }
    hook.taken();
  }

  @Override
  public synchronized void flush() {
    flushes++;
  }

  /** Waits until somebody writes what nobody reads. */
  synchronized void awaitBlocked() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!blocking) {
      wait(100);
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("nobody writes");
      }
    }
  }

  synchronized void read(boolean on) {
    reading = on;
    notifyAll();
  }

  synchronized List<byte[]> writes() {
    return List.copyOf(writes);
  }

  synchronized int flushes() {
    return flushes;
  }

  /** All blocks so far, without the blank lines that end them. */
  List<String> blocks() {
    var all = new ByteArrayOutputStream();
    writes().forEach(all::writeBytes);
    return Arrays.stream(all.toString(UTF_8).split("\n\n", -1)).filter(b -> !b.isEmpty()).toList();
  }

  /**
   * The events' names so far; of a block without one, its text. The first block is {@code retry}.
   */
  List<String> names() {
    return blocks().stream().map(block -> field(block, "event")).toList();
  }

  /** The numbers of all changes so far. */
  List<Long> numbers() {
    return blocks().stream()
        .filter(block -> field(block, "event").contains("."))
        .map(block -> field(block, "id"))
        .map(id -> Long.valueOf(id.substring(id.indexOf('-') + 2)))
        .toList();
  }

  private static String field(String block, String name) {
    return block
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse(block);
  }

  void await(String event) {
    await(event + " in " + names(), () -> names().contains(event));
  }

  /** Waits until the last change that came has this number. */
  void await(long number) {
    await(
        "change " + number,
        () -> {
          var numbers = numbers();
          return !numbers.isEmpty() && numbers.getLast() >= number;
        });
  }

  void await(BooleanSupplier there) {
    await("what was expected", there);
  }

  private synchronized void await(String what, BooleanSupplier there) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!there.getAsBoolean()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("waited in vain for " + what + "; got " + names());
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
