package waybill.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one stream's bytes to its client, in the stream's own thread; other threads bar it, cut it
 * and look at the times. Every write is flushed, because a byte that waits in a buffer is a
 * customer who waits. Times are those of {@link System#nanoTime}.
 */
final class StreamWriter {
  /** Larger backlogs go out in pieces of about this size (bytes), so that progress can be seen. */
  private static final int PIECE_SIZE = 32 * 1024;

  private final OutputStream out;
  private volatile long writingSince;

  /** Null while nothing is being written. */
  private volatile @Nullable Thread writer;

  private volatile boolean barred;
  private volatile long expiresAt;
  private boolean expired;
  private volatile long lastWrite = System.nanoTime();

  /**
   * @param expiresAt from when on no event may be sent
   */
  StreamWriter(OutputStream out, long expiresAt) {
    this.out = out;
    this.expiresAt = expiresAt;
  }

  /** From now on no event goes out: the right to see it is lost. */
  void bar() {
    barred = true;
  }

  long expiresAt() {
    return expiresAt;
  }

  void expireAt(long time) {
    expiresAt = time;
  }

  /** Once it is true it stays so: an event may have been held back. For the stream's thread. */
  boolean isExpired() {
    expired |= System.nanoTime() - expiresAt >= 0;
    return expired;
  }

  /** Sends events as one write and one flush, unless they are very many. */
  void write(List<byte[]> frames) throws IOException {
    int from = 0;
    while (from < frames.size() && !barred && !isExpired()) {
      int to = from + 1;
      int size = frames.get(from).length;
      while (to < frames.size() && size + frames.get(to).length <= PIECE_SIZE) {
        size += frames.get(to++).length;
      }
      write(to == from + 1 ? frames.get(from) : join(frames.subList(from, to), size));
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

  /** Sends what is no event: it goes out without a right, too. */
  void write(byte[] bytes) throws IOException {
    writingSince = System.nanoTime();
    writer = Thread.currentThread();
    out.write(bytes, 0, bytes.length);
    out.flush();
    writer = null;
    lastWrite = System.nanoTime();
  }

  /** Interrupting a thread that is blocked in a socket closes the connection. */
  void cut() {
    var thread = writer;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Whether a write that began before this time has not ended. */
  boolean stuckSince(long time) {
    return writer != null && writingSince - time < 0;
  }

  /** When the last write ended. */
  long lastWrite() {
    return lastWrite;
  }

  /** Whether nothing was written since this time. */
  boolean quietSince(long time) {
    return writer == null && lastWrite - time <= 0;
  }
}
