package waybill.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes all of one stream's bytes to its client, in the stream's own thread; other threads may bar
 * it, cut it and read its times. Every write is flushed, so that no event waits in a buffer. Times
 * are those of {@link System#nanoTime}.
 */
final class StreamWriter {
  /** A larger backlog is written in pieces of at most this size (bytes), so that progress shows. */
  private static final int MAX_PIECE_SIZE = 32 * 1024;

  private final OutputStream out;

  /** Null while nothing is being written. */
  private volatile @Nullable Thread writer;

  private volatile boolean barred;
  private volatile long expiresAt;
  private boolean expired;
  private volatile long lastWrite = System.nanoTime();

  /** No event is sent from {@code expiresAt} on. */
  StreamWriter(OutputStream out, long expiresAt) {
    this.out = out;
    this.expiresAt = expiresAt;
  }

  /** From now on no event is sent, because the right to see it is lost. */
  void bar() {
    barred = true;
  }

  long expiresAt() {
    return expiresAt;
  }

  void expireAt(long time) {
    expiresAt = time;
  }

  /** Once true it stays true, because an event may have been held back. For the stream's thread. */
  boolean isExpired() {
    expired |= System.nanoTime() - expiresAt >= 0;
    return expired;
  }

  /**
   * Sends frames that have an event or an id, in one write if they fit in one piece. Once one was
   * held back, all are: an id says that everything before it was sent.
   */
  void write(List<byte[]> frames) throws IOException {
    int from = 0;
    while (from < frames.size() && !barred && !isExpired()) {
      int to = from + 1;
      int size = frames.get(from).length;
      while (to < frames.size() && size + frames.get(to).length <= MAX_PIECE_SIZE) {
        size += frames.get(to++).length;
      }
      write(to == from + 1 ? frames.get(from) : join(frames.subList(from, to), size));
      from = to;
    }
  }

  private static byte[] join(List<byte[]> frames, int size) {
    var joined = ByteBuffer.allocate(size);
    frames.forEach(joined::put);
    return joined.array();
  }

  /** Sends a frame without event and id, also after the right to watch is lost. */
  void write(byte[] bytes) throws IOException {
    write(bytes, false);
  }

  /** Sends the last frame, and the end of the response. */
  void end(byte[] bytes) throws IOException {
    write(bytes, true);
  }

  private void write(byte[] bytes, boolean isLast) throws IOException {
    writer = Thread.currentThread();
    out.write(bytes, 0, bytes.length);
    out.flush();
    if (isLast) {
      out.close();
    }
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

  /** When the last write ended. */
  long lastWrite() {
    return lastWrite;
  }

  /** Whether nothing was written since this time. */
  boolean quietSince(long time) {
    return writer == null && lastWrite - time <= 0;
  }
}
