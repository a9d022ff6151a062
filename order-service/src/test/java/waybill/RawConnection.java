package waybill;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A raw HTTP connection: the test sees each byte and decides when to read it. */
final class RawConnection implements AutoCloseable {
  private static final int PATIENCE = 20_000;

  private final Socket socket;
  private final InputStream in;

  private RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static RawConnection to(int port) {
    return to(port, new Socket());
  }

  /**
   * A connection with small kernel buffers, so that the server soon notices a client that does not
   * read.
   */
  static RawConnection narrow(int port) {
    var socket = new Socket();
    try {
      socket.setReceiveBufferSize(4096);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to(port, socket);
  }

  private static RawConnection to(int port, Socket socket) {
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(PATIENCE);
      return new RawConnection(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Requests a stream; further headers are given as whole lines. */
  RawConnection follow(String path, String... headerLines) {
    return request("GET", path, headerLines);
  }

  RawConnection request(String method, String path, String... headerLines) {
    var lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1", "Host: waybill.test"));
    lines.add("Accept: text/event-stream, application/json;q=0.9");
    lines.add("Authorization: " + StaffTokens.bearer(socket.getPort()));
    lines.addAll(List.of(headerLines));
    return send(String.join("\r\n", lines) + "\r\n\r\n");
  }

  RawConnection send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(UTF_8));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The status line and the header lines of the next response. */
  List<String> head() {
    var lines = new ArrayList<String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      lines.add(line);
    }
    return lines;
  }

  /** The next chunk of a body; empty when it is the one that ends it. */
  String chunk() {
    try {
      int size = Integer.parseInt(line(), 16);
      var text = new String(in.readNBytes(size), UTF_8);
      var end = line();
      if (!end.isEmpty()) {
        throw new AssertionError("after the chunk: " + end);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This many bytes of a body with a Content-Length. */
  String body(int length) {
    try {
      return new String(in.readNBytes(length), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Discards the remaining bytes; returns when the server has closed the connection. */
  void awaitClosed() {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection is still open", e);
    } catch (IOException e) {
      // reset: closed as well
    }
  }

  /** A line that ends in CR LF, as every line of HTTP must. */
  private String line() {
    var line = new ByteArrayOutputStream();
    try {
      for (int b = in.read(); b != '\r'; b = in.read()) {
        if (b < 0) {
          throw new AssertionError("the connection ended after: " + line.toString(US_ASCII));
        }
        line.write(b);
      }
      int feed = in.read();
      if (feed != '\n') {
        throw new AssertionError("CR without LF, but with " + feed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString(US_ASCII);
  }

  /** Resets the connection: the kernel sends RST. */
  void abort() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes the connection: the kernel sends FIN, or RST if unread bytes are left. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
