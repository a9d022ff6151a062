package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;

/** Turns a response into an event stream (WHATWG HTML, section 9.2). */
final class EventStreams {
  static final String MEDIA_TYPE = "text/event-stream";

  private EventStreams() {}

  /** Runs in the connection's thread until the stream is over. */
  @FunctionalInterface
  interface Stream {
    void run(OutputStream out) throws IOException;
  }

  /** Whatever the stream writes leaves as it is flushed. A client that is gone ends it quietly. */
  static void open(ServerRequest req, ServerResponse res, Stream stream) throws IOException {
    res.header(HeaderNames.CONTENT_TYPE, MEDIA_TYPE);
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    res.header(HeaderNames.VARY, "Accept");
    res.header("X-Accel-Buffering", "no");
    if (req.prologue().method().equals(Method.HEAD)) {
      res.send();
      return;
    }
    var out = res.outputStream();
    stream.run(out);
    out.close();
  }
}
