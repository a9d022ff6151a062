package waybill.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one stream's bytes go out. Written by one thread at a time; the watch reads the times.
 * Every write is flushed, because a byte that waits in a buffer is a customer who waits.
 */
final class Outlet {
  /** Larger backlogs go out in pieces of about this size (bytes), so that progress can be seen. */
  private static final int PIECE = 32 * 1024;

  private final OutputStream out;
  private volatile long writingSince;

  /** Null while nothing is being written. */
  private volatile @Nullable Thread writer;

  private volatile boolean barred;
  private volatile long quietSince = System.nanoTime();

  Outlet(OutputStream out) {
    this.out = out;
  }

  void write(byte[] frame) throws IOException {
    write(frame, frame.length);
  }

  /** From now on no event goes out: whoever watches has lost the right to. */
  void bar() {
    barred = true;
  }

  /** All events as one write and one flush, unless they are very many. */
  void write(List<byte[]> frames) throws IOException {
    int from = 0;
    while (from < frames.size() && !barred) {
      int to = from + 1;
      int size = frames.get(from).length;
      while (to < frames.size() && size + frames.get(to).length <= PIECE) {
        size += frames.get(to++).length;
      }
      if (to == from + 1) {
        write(frames.get(from));
      } else {
        write(join(frames.subList(from, to), size), size);
      }
      from = to;
    }
  }

  private static byte[] join(List<byte[]> frames, int size) {
    var joined = new byte[size];
    int at = 0;
    for (var frame : frames) {
      System.arraycopy(frame, 0, joined, at, frame.length);
      at += frame.length;
    }
    return joined;
  }

  private void write(byte[] bytes, int length) throws IOException {
    writingSince = System.nanoTime();
    writer = Thread.currentThread();
    out.write(bytes, 0, length);
    out.flush();
    writer = null;
    quietSince = System.nanoTime();
  }

  /** Interrupting a thread that is blocked in a socket closes the connection. */
  void cut() {
    var thread = writer;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Whether a write that began before this time ({@link System#nanoTime}) has not ended. */
  boolean stuckSince(long time) {
    return writer != null && writingSince - time < 0;
  }

  boolean quietSince(long time) {
    return writer == null && quietSince - time < 0;
  }
}
