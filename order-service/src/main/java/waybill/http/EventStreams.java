package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;

/** Turns a response into an event stream (WHATWG HTML, section 9.2). */
final class EventStreams {
  static final String MEDIA_TYPE = "text/event-stream";

  private EventStreams() {}

  /**
   * Whatever the stream writes leaves as it is written. It runs in the connection's thread until it
   * is over, but after this request: see {@link Detached}. A client that is gone ends it quietly.
   *
   * @param opening leaves at once, together with the head
   */
  static void open(ServerRequest req, ServerResponse res, byte[] opening, Detached.Body stream)
      throws IOException {
    res.header(HeaderNames.CONTENT_TYPE, MEDIA_TYPE);
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    res.header(HeaderNames.VARY, "Accept");
    res.header("X-Accel-Buffering", "no");
    if (req.prologue().method().equals(Method.HEAD)) {
      res.send();
      return;
    }
    if (req.prologue().protocolVersion().equals("1.0")) {
      // which knows no chunks
      var out = res.outputStream();
      out.write(opening);
      stream.write(out);
      return;
    }
    var head = res.outputStream();
    head.write(opening);
    head.flush();
    throw new Detached(stream, res.headers().contains(HeaderValues.CONNECTION_CLOSE));
  }
}
