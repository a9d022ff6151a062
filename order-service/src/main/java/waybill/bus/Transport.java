package waybill.bus;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** An engine that carries messages from each node to all nodes, also to the one that sent them. */
public interface Transport {

  /** The largest message that it carries (bytes). */
  int maxSize();

  /**
   * Connects once; it does not reconnect by itself. May block, but not without a limit.
   *
   * @param channel lower-case letters, digits and underscores; nodes of another channel are not
   *     heard
   * @param listener hears all that is sent after this returns
   * @throws IOException or a runtime exception if the engine is away
   */
  Sender connect(String channel, Listener listener) throws IOException, InterruptedException;

  /** What a connection tells. Must not block; safe for use by many threads. */
  interface Listener {
    void received(byte[] message);

    /** The connection is of no use any more. */
    void lost(Exception reason);
  }

  /** An open connection, used by one thread. */
  interface Sender extends Closeable {

    /**
     * Sends some messages of UTF-8 text. May block, but not without a limit.
     *
     * @throws IOException or a runtime exception if not all of them were sent
     */
    void send(List<byte[]> messages) throws IOException, InterruptedException;
  }
}
