package waybill.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Turns a response into an event stream (WHATWG HTML, section 9.2). */
final class EventStreams {
  static final String MEDIA_TYPE = "text/event-stream";
  private static final Logger LOG = System.getLogger(EventStreams.class.getName());

  private EventStreams() {}

  /** Writes the stream's body, each block flushed; it may take hours. */
  @FunctionalInterface
  interface Body {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  /**
   * Sends a stream and returns when it has ended properly. A client that is gone, and a server that
   * stops, end the connection without a line in the log.
   *
   * @param opening leaves at once, together with the head
   */
  static void send(ServerRequest req, ServerResponse res, byte[] opening, Body body) {
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
      body.write(out);
      out.close();
    } catch (IOException | UncheckedIOException | CloseConnectionException e) {
      throw new CloseConnectionException("the client is gone", e);
    } catch (InterruptedException e) {
      throw new CloseConnectionException("the server stops", e);
    } catch (RuntimeException e) {
      // the head is sent, so no error can be sent any more
      LOG.log(Level.ERROR, "a stream failed", e);
      throw new CloseConnectionException("the stream failed", e);
    }
  }
}
