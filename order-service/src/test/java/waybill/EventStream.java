package waybill;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * An event stream read from a raw socket as in WHATWG HTML, section 9.2.6, but strictly: it keeps
 * every byte, and an incomplete block is an error.
 */
final class EventStream implements AutoCloseable {
  /** One dispatched block; {@code event} is empty for a block that only sets the retry time. */
  record Event(String id, String event, String data, String retry) {
    /** The number in the id's cursor. */
    long number() {
      return Long.parseLong(id.substring(id.indexOf('-') + 2));
    }

    boolean isChange() {
      return event.contains(".");
    }
  }

  private static final Event END_OF_STREAM = new Event("", "(end of stream)", "", "");
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Socket socket;
  private final InputStream in;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private String statusLine = "";
  private final Map<String, String> headers = new TreeMap<>();
  private volatile String lastId = "";
  private volatile boolean complete;

  private EventStream(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** Opens a stream; headers are given as name, value, name, value, ... */
  static EventStream open(int port, String path, String... requestHeaders) {
    try {
      return open(new Socket(InetAddress.getLoopbackAddress(), port), path, requestHeaders);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Uses an existing connection. */
  static EventStream open(Socket socket, String path, String... requestHeaders) {
    try {
      var stream = new EventStream(socket);
      int port = socket.getPort();
      var request =
          new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
      request.append("Accept: text/event-stream\r\n");
      if (Collections.disjoint(
          List.of(requestHeaders), List.of("Authorization", "Cookie", RunningService.ANONYMOUS))) {
        request.append("Authorization: " + StaffTokens.bearer(port) + "\r\n");
      }
      for (int i = 0; i < requestHeaders.length; i += 2) {
        request.append(requestHeaders[i] + ": " + requestHeaders[i + 1] + "\r\n");
      }
      socket.getOutputStream().write(request.append("\r\n").toString().getBytes(UTF_8));
      stream.readHead();
      Thread.ofVirtual().start(stream::readEvents);
      return stream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String statusLine() {
    return statusLine;
  }

  /** The first value of a response header, by its lower-case name. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Every byte of the body so far, without the chunks' frames. */
  synchronized byte[] raw() {
    return raw.toByteArray();
  }

  /** The last id that the server sent; a client reconnects with it. */
  String lastId() {
    return lastId;
  }

  /** Whether the response has ended with the terminating chunk. */
  boolean isComplete() {
    return complete;
  }

  /** The next block; fails after {@link #TIMEOUT}. */
  Event next() {
    return next(TIMEOUT).orElseThrow(() -> new AssertionError("no event within " + TIMEOUT));
  }

  Optional<Event> next(Duration limit) {
    try {
      return Optional.ofNullable(events.poll(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Skips blocks until one matches; pings do not prolong the wait. */
  Event await(Predicate<Event> wanted) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      var event = next();
      if (wanted.test(event)) {
        return event;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + TIMEOUT);
      }
      if (event.equals(END_OF_STREAM)) {
        throw new AssertionError("the stream ended");
      }
    }
  }

  Event await(String name) {
    return await(event -> event.event().equals(name));
  }

  /** The next changes; skips all other blocks. */
  List<Event> changes(int count) {
    var changes = new ArrayList<Event>();
    while (changes.size() < count) {
      changes.add(await(Event::isChange));
    }
    return changes;
  }

  /** Waits until the server has closed the response or the connection. */
  void awaitEnd() {
    untilEnd();
  }

  /** All blocks until the server has closed the response or the connection. */
  List<Event> untilEnd() {
    var rest = new ArrayList<Event>();
    for (var event = next(); !event.equals(END_OF_STREAM); event = next()) {
      rest.add(event);
    }
    return rest;
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

  /** Closes the connection: the kernel sends FIN. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readHead() throws IOException {
    statusLine = line();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
  }

  private void readEvents() {
    var block = new ByteArrayOutputStream();
    int last = 0;
    try {
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        for (byte b : chunk(size)) {
          block.write(b);
          if (b == '\n' && last == '\n') {
            dispatch(block.toString(UTF_8));
            block.reset();
          }
          last = b;
        }
      }
      complete = line().isEmpty();
    } catch (IOException e) {
      // one of the two sides has closed the connection
    }
    if (block.size() > 0) {
      events.add(new Event("", "(cut block)", block.toString(UTF_8), ""));
    }
    events.add(END_OF_STREAM);
  }

  private void dispatch(String block) {
    var fields = new TreeMap<String, String>();
    for (var line : (Iterable<String>) block.lines()::iterator) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        int value = line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1;
        fields.merge(line.substring(0, colon), line.substring(value), (a, b) -> a + "\n" + b);
      }
    }
    if (fields.containsKey("id")) {
      lastId = fields.get("id");
    }
    events.add(
        new Event(
            fields.getOrDefault("id", ""),
            fields.getOrDefault("event", ""),
            fields.getOrDefault("data", ""),
            fields.getOrDefault("retry", "")));
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private byte[] chunk(int size) throws IOException {
    var bytes = in.readNBytes(size);
    line();
    if (bytes.length < size) {
      throw new IOException("the connection ended within a chunk");
    }
    synchronized (this) {
      raw.writeBytes(bytes);
    }
    return bytes;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("end of connection");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(US_ASCII);
  }
}
