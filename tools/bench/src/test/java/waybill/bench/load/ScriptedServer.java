package waybill.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A server on loopback whose n-th connection follows the n-th script of a test, and all further
 * ones the last script. Each connection has a virtual thread; {@link #requests} may be called from
 * any thread.
 */
public final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final List<Script> scripts;
  private final Queue<Peer> peers = new ConcurrentLinkedQueue<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();

  /** What happens on one connection; when it returns, the connection is closed. */
  @FunctionalInterface
  public interface Script {
    void serve(Peer peer) throws IOException, InterruptedException;
  }

  public ScriptedServer(Script... scripts) throws IOException {
    this.scripts = List.of(scripts);
    this.listener = new ServerSocket(0, 512, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  public Target target() {
    return new Target(
        new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), "token");
  }

  /** All requests so far, of all connections, as received. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** How many connections there were. */
  int connections() {
    return peers.size();
  }

  private void accept() {
    try {
      while (true) {
        var peer = new Peer(listener.accept());
        var script = scripts.get(Math.min(peers.size(), scripts.size() - 1));
        peers.add(peer);
        Thread.ofVirtual().start(() -> follow(script, peer));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private static void follow(Script script, Peer peer) {
    try (peer) {
      script.serve(peer);
    } catch (IOException e) {
      // The client disconnected, which it may do at any time.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (var peer : peers) {
      peer.close();
    }
  }

  /** The server's end of one connection. */
  public final class Peer implements AutoCloseable {
    private final Socket socket;

    Peer(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
    }

    /** Waits for the next request and returns it whole, its body included. */
    public String request() throws IOException {
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          throw new EOFException();
        }
        head.append((char) next);
      }
      var request = head + new String(socket.getInputStream().readNBytes(length(head)), UTF_8);
      requests.add(request);
      return request;
    }

    private static int length(CharSequence head) {
      return head.toString()
          .lines()
          .filter(line -> line.startsWith("Content-Length: "))
          .mapToInt(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
          .sum();
    }

    public void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    void answer(String status) throws IOException {
      send("HTTP/1.1 " + status + "\r\nLocation: /api/orders/o1\r\nContent-Length: 2\r\n\r\n{}");
    }

    /** Begins a stream, after the request for it. */
    void stream() throws IOException {
      request();
      send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    public void chunk(String text) throws IOException {
      int length = text.getBytes(UTF_8).length;
      send(Integer.toHexString(length) + "\r\n" + text + "\r\n");
    }

    /** Ends a body of chunks as HTTP wants it. */
    void lastChunk() throws IOException {
      send("0\r\n\r\n");
    }

    /** Waits until the client closes the connection, or the test is over. */
    public void awaitClose() throws IOException {
      if (socket.getInputStream().read() >= 0) {
        throw new InterruptedIOException("the client says more than it should");
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
