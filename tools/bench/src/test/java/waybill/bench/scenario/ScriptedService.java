package waybill.bench.scenario;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import waybill.bench.load.ScriptedServer;
import waybill.bench.load.ScriptedServer.Peer;
import waybill.bench.load.StreamBlocks;

/** A service that accepts every change, and sends its pages what a test's script says. */
final class ScriptedService implements AutoCloseable {
  private static final Pattern CUSTOMER = Pattern.compile("\"customerId\":\"([^\"]+)\"");
  private static final Pattern MARK = Pattern.compile("#(\\d+)");

  private final ScriptedServer server;
  private final StreamScript script;
  private final Map<String, Feed> feeds = new HashMap<>();

  /** Decides what pages receive. */
  @FunctionalInterface
  interface StreamScript {
    /** The blocks for a customer's nth change, counted from 1; the mark is its number. */
    String of(int nth, int mark);

    /** Each change once, in order. */
    static String honest(int nth, int mark) {
      return StreamBlocks.change("e-c" + nth, mark);
    }
  }

  private static final class Feed {
    private final List<Peer> streams = new ArrayList<>();
    private int changes;
  }

  ScriptedService(StreamScript script) throws IOException {
    this.script = script;
    this.server = new ScriptedServer(this::serve);
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.target().address().getPort());
  }

  private void serve(Peer peer) throws IOException {
    while (true) {
      var request = peer.request();
      var path = request.split(" ", 3)[1].split("/", -1);
      if (request.startsWith("GET") && path[2].equals("customers")) {
        stream(peer, path[3]);
        return;
      }
      switch (path[2]) {
        case "time" -> answer(peer, "200 OK", "");
        case "tokens" -> answer(peer, "200 OK", "");
        case "orders" -> {
          if (path.length > 3) {
            happened(path[3], request);
          }
          var customer = CUSTOMER.matcher(request);
          answer(peer, "201 Created", customer.find() ? customer.group(1) : "");
        }
        default -> answer(peer, "201 Created", "");
      }
    }
  }

  /** The id of an order is that of its customer. */
  private static void answer(Peer peer, String status, String order) throws IOException {
    var body = "{\"accessToken\":\"token\"}";
    peer.send(
        "HTTP/1.1 %s\r\nLocation: /api/orders/%s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, order, body.length(), body));
  }

  private synchronized Feed feed(String customer) {
    return feeds.computeIfAbsent(customer, _ -> new Feed());
  }

  private void stream(Peer peer, String customer) throws IOException {
    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    var feed = feed(customer);
    synchronized (feed) {
      peer.chunk(StreamBlocks.ready("e-c" + feed.changes));
      feed.streams.add(peer);
    }
    peer.awaitClose();
  }

  /** The creation of the test data has no mark, and no page is open yet. */
  private void happened(String customer, String request) throws IOException {
    var mark = MARK.matcher(request);
    if (!mark.find()) {
      return;
    }
    var feed = feed(customer);
    synchronized (feed) {
      var blocks = script.of(++feed.changes, Integer.parseInt(mark.group(1)));
      for (var stream : feed.streams) {
        stream.chunk(blocks + StreamBlocks.PING);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
