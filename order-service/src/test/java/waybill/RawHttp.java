package waybill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * One HTTP connection that can send any bytes, also malformed ones, and reads responses strictly.
 */
final class RawHttp implements AutoCloseable {
  private static final int LIMIT_MILLIS = 10_000;
  private static final int ANY_PORT = 0;

  private final Socket socket;
  private final InputStream in;

  private RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static RawHttp connect(int port) {
    return connect(port, "127.0.0.1");
  }

  /** Connects from another address of this machine, such as 127.0.0.2. */
  static RawHttp connect(int port, String from) {
    try {
      return on(
          new Socket(
              InetAddress.getLoopbackAddress(), port, InetAddress.ofLiteral(from), ANY_PORT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Uses an existing connection. */
  static RawHttp on(Socket socket) {
    try {
      socket.setSoTimeout(LIMIT_MILLIS);
      socket.setTcpNoDelay(true); // or a body waits until the head is acknowledged
      return new RawHttp(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A response; header names are in lower case. */
  record Response(int status, Map<String, String> headers, String body) {
    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    JsonNode json() {
      return RunningService.json(body);
    }

    boolean closes() {
      return header("connection").filter("close"::equalsIgnoreCase).isPresent();
    }
  }

  /** A request line without the version, such as {@code GET /}, and header lines. */
  Response ask(String request, String... headers) {
    send(head(request, headers));
    return answer(request.startsWith("HEAD "));
  }

  /** As {@link #ask}, with a body and its length. */
  Response tell(String request, byte[] body, String... headers) {
    send(
        head(request, headers).replaceFirst("\r\n", "\r\nContent-Length: " + body.length + "\r\n"));
    send(body);
    return answer(false);
  }

  static String head(String request, String... headers) {
    var lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    if (!lines.contains("Authorization:") && !lines.contains("Cookie:")) {
      lines += "Authorization: " + StaffTokens.bearer() + "\r\n";
    }
    return request + " HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n";
  }

  void send(String text) {
    send(text.getBytes(UTF_8));
  }

  /** Ignores a failed write: the other side may have answered and closed already. */
  boolean send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends one byte at a time, until it is interrupted or the connection is closed. */
  void drip(String text, Duration pause) {
    for (byte b : text.getBytes(UTF_8)) {
      LockSupport.parkNanos(pause.toNanos());
      if (Thread.interrupted() || !send(new byte[] {b})) {
        return;
      }
    }
  }

  /** The other side sends nothing more and has closed the connection. */
  void assertClosed() {
    try {
      int next = in.read();
      if (next >= 0) {
        throw new AssertionError("unexpected bytes: " + (char) next + line());
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection is still open", e);
    } catch (IOException e) {
      // reset: closed as well
    }
  }

  /** Closes the sending side only. */
  void leave() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Response answer(boolean withoutBody) {
    try {
      int status = Integer.parseInt(line().split(" ", 3)[1]);
      var headers = new TreeMap<String, String>();
      for (var line = line(); !line.isEmpty(); line = line()) {
        var parts = line.split(":", 2);
        headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
      }
      boolean none = withoutBody || status < 200 || status == 204 || status == 304;
      return new Response(status, headers, none ? "" : body(headers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String body(Map<String, String> headers) throws IOException {
    var body = new ByteArrayOutputStream();
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      int size;
      do {
        size = Integer.parseInt(line(), 16);
        body.writeBytes(in.readNBytes(size));
        line();
      } while (size > 0);
    } else {
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      body.writeBytes(in.readNBytes(length));
    }
    return body.toString(UTF_8);
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended in: " + line.toString(ISO_8859_1));
      }
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
