package waybill.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.http.DirectHandlers;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is refused before any route is asked: a bad request line, bad headers, a body that
 * is too large.
 */
record DirectErrorHandler(ErrorRenderer errors) implements DirectHandler {

  static DirectHandlers handlers(ErrorRenderer errors) {
    var handler = new DirectErrorHandler(errors);
    var handlers = DirectHandlers.builder();
    for (var type : EventType.values()) {
      handlers.addHandler(type, handler);
    }
    return handlers.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status reported,
      ServerResponseHeaders headers,
      @Nullable String message) {
    var status = status(reported, type, message);
    var body = errors.render(status, headers);
    return TransportResponse.builder().status(status).headers(headers).entity(body).build();
  }

  /**
   * Helidon 4.5.0 reports headers above their limit as malformed (400), and a method that is no
   * token as a fault of the server (500, with a stack trace in the log). A fault after the request
   * line was read is one of the server and stays so.
   */
  private static Status status(Status reported, EventType type, @Nullable String message) {
    if ("Header size exceeded".equals(message)) {
      return RequestFraming.HEADERS_TOO_LARGE;
    }
    return type == EventType.INTERNAL_ERROR && MonitoredConnection.currentReadsRequestLine()
        ? Status.BAD_REQUEST_400
        : reported;
  }

  /** The whole answer to a request that did not come in time. */
  static BufferData requestTimeout(ErrorRenderer errors) {
    WritableHeaders<?> headers = WritableHeaders.create();
    var body = errors.render(Status.REQUEST_TIMEOUT_408, headers);
    headers.set(HeaderValues.CONNECTION_CLOSE);
    headers.set(HeaderNames.CONTENT_LENGTH, String.valueOf(body.length));
    var answer = BufferData.growing(512);
    answer.write("HTTP/1.1 408 Request Timeout\r\n".getBytes(US_ASCII));
    headers.forEach(header -> header.writeHttp1Header(answer));
    answer.write("\r\n".getBytes(US_ASCII));
    answer.write(body);
    return answer;
  }
}
