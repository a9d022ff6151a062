package waybill.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The network between a node and an engine. Connections whose client says what matches a pattern,
 * such as those of a bus among those of a database, can be disturbed alone.
 */
public final class TcpProxy implements AutoCloseable {
  private final int to;
  private final Pattern marking;
  private final Pattern replaced;
  private final ServerSocket server;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private Mode all = Mode.PASS;
  private Mode marked = Mode.PASS;

  /** What happens to bytes: they pass, wait, or get lost, or the connections are cut. */
  public enum Mode {
    PASS,
    HANG,
    LOSE,
    CUT
  }

  /**
   * @param marking the connections that are disturbed alone
   * @param replaced what a client says is overwritten by {@code SERIALIZABLE} and blanks
   */
  TcpProxy(int to, Pattern marking, Pattern replaced) {
    this.to = to;
    this.marking = marking;
    this.replaced = replaced;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** From now on all connections are disturbed in this way. */
  void all(Mode mode) {
    set(mode, marked);
  }

  /** From now on the connections that match the pattern are disturbed in this way. */
  void marked(Mode mode) {
    set(all, mode);
  }

  private synchronized void set(Mode all, Mode marked) {
    this.all = all;
    this.marked = marked;
    links.stream().filter(link -> mode(link) == Mode.CUT).forEach(Link::close);
    notifyAll();
  }

  private synchronized Mode mode(Link link) {
    return all == Mode.PASS && link.isMarked ? marked : all;
  }

  private synchronized Mode awaitPassage(Link link) throws InterruptedException {
    while (mode(link) == Mode.HANG) {
      wait();
    }
    return mode(link);
  }

  private void accept() {
    try {
      while (true) {
        var link = new Link(server.accept());
        links.add(link);
        Thread.startVirtualThread(link::open);
      }
    } catch (IOException e) {
      // closed
    }
  }

  /** A client's connection and the one to the engine. */
  private final class Link implements AutoCloseable {
    private final Socket client;
    private final Socket engine = new Socket();
    private volatile boolean isMarked;

    Link(Socket client) {
      this.client = client;
    }

    void open() {
      try {
        if (awaitPassage(this) == Mode.CUT) {
          throw new IOException("cut");
        }
        engine.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to));
        Thread.startVirtualThread(() -> carry(engine, client, false));
        carry(client, engine, true);
      } catch (IOException | InterruptedException e) {
        close();
      }
    }

    private void carry(Socket from, Socket into, boolean isOfClient) {
      var buffer = new byte[16 * 1024];
      try {
        for (int n = from.getInputStream().read(buffer);
            n >= 0;
            n = from.getInputStream().read(buffer)) {
          if (isOfClient) {
            inspect(buffer, n);
          }
          switch (awaitPassage(this)) {
            case CUT -> throw new IOException("cut");
            case LOSE -> {}
            case PASS, HANG -> into.getOutputStream().write(buffer, 0, n);
          }
        }
      } catch (IOException | InterruptedException e) {
        // one of the two ended, so both do
      }
      close();
    }

    private void inspect(byte[] bytes, int length) {
      var text = new String(bytes, 0, length, ISO_8859_1);
      isMarked |= marking.matcher(text).find();
      for (var found = replaced.matcher(text); found.find(); ) {
        var other = ("%-" + (found.end() - found.start()) + "s").formatted("SERIALIZABLE");
        System.arraycopy(other.getBytes(ISO_8859_1), 0, bytes, found.start(), other.length());
      }
    }

    @Override
    public void close() {
      links.remove(this);
      try (client;
          engine) {
        // both end
      } catch (IOException e) {
        // they were broken
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    links.forEach(Link::close);
  }
}
