package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Turns a response into an event stream (WHATWG HTML, section 9.2). */
final class EventStreams {
  static final String MEDIA_TYPE = "text/event-stream";

  private EventStreams() {}

  /** Writes the stream, each event flushed. */
  @FunctionalInterface
  interface Body {
    void write(OutputStream out) throws IOException;
  }

  /**
   * Whatever the stream writes leaves as it is written. It runs in the handler until it is over.
   *
   * @param opening leaves at once, together with the head
   */
  static void open(ServerRequest req, ServerResponse res, byte[] opening, Body stream) {
    res.header(HeaderNames.CONTENT_TYPE, MEDIA_TYPE);
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    res.header(HeaderNames.VARY, "Accept");
    res.header("X-Accel-Buffering", "no");
    if (req.prologue().method().equals(Method.HEAD)) {
      res.send();
      return;
    }
    try {
      var out = res.outputStream();
      out.write(opening);
      out.flush();
      stream.write(out);
      out.close();
    } catch (IOException | UncheckedIOException e) {
      throw new CloseConnectionException("the client is gone", e);
    }
  }
}
