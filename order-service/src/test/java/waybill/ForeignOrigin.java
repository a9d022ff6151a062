package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A server of somebody else, with empty pages on which a test writes what it likes. */
final class ForeignOrigin implements AutoCloseable {
  private static final byte[] EMPTY = "<!doctype html><title>ForeignOrigin</title>".getBytes(UTF_8);

  private final HttpServer server;

  private ForeignOrigin(HttpServer server) {
    this.server = server;
  }

  static ForeignOrigin open() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", ForeignOrigin::answer);
      server.start();
      return new ForeignOrigin(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, EMPTY.length);
      exchange.getResponseBody().write(EMPTY);
    }
  }

  String origin(String host) {
    return "http://" + host + ":" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
