package waybill.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.DirectTransportRequest;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import waybill.api.BulkRoutes;

/**
 * Refuses requests whose end two readers could see in different places (RFC 9112, section 11.2),
 * and tells the watch where it is. Helidon takes the first of several Content-Lengths, takes any
 * Transfer-Encoding but {@code chunked} for none, and knows one spelling only of what it knows.
 * Called in the connection's thread.
 */
final class Framing implements Http1ConnectionListener {
  /** RFC 6585, section 5. */
  static final Status HEAD_TOO_LARGE = Status.create(431, "Request Header Fields Too Large");

  /** Helidon writes "Connection: close" to an answer only where it knows the version. */
  private static final DirectHandler.TransportRequest HTTP_1_1 =
      DirectTransportRequest.create("HTTP/1.1", "", "");

  private static final int MAX_LINES = 100;

  @Override
  public void prologue(ConnectionContext ctx, HttpPrologue prologue) {
    open(ctx).begins(prologue);
  }

  @Override
  public void headers(ConnectionContext ctx, Headers headers) {
    if (headers.stream().mapToInt(header -> header.allValues().size()).sum() > MAX_LINES) {
      throw refusal(HEAD_TOO_LARGE, "too many header lines");
    }
    if (headers.stream().anyMatch(header -> header.name().isEmpty())) {
      throw malformed("a header without a name");
    }
    requireKnownExpectation(headers);
    var reader = ctx.dataReader();
    var open = open(ctx);
    var body = body(headers, BulkRoutes.largestBody(open.prologue()));
    int waiting = reader.available();
    open.headEnds(body, waiting == 0 ? new byte[0] : reader.getBuffer(waiting).readBytes());
  }

  private static OpenConnection open(ConnectionContext ctx) {
    return ((WatchedContext) ctx).open();
  }

  private static BodyFraming body(Headers headers, int largestChunk) {
    if (headers.contains(HeaderNames.TRANSFER_ENCODING)) {
      if (!elements(headers, HeaderNames.TRANSFER_ENCODING).toList().equals(List.of("chunked"))) {
        throw malformed("a transfer coding that is not chunked");
      }
      return new BodyFraming.Chunked(largestChunk);
    }
    try {
      return new BodyFraming.OfLength(headers.contentLength().orElse(0));
    } catch (IllegalArgumentException e) {
      throw malformed("a length that is none");
    }
  }

  /** There is only one (RFC 9110, section 10.1.1). Helidon 4.5.0 ignores all others. */
  private static void requireKnownExpectation(Headers headers) {
    if (!elements(headers, HeaderNames.EXPECT).allMatch("100-continue"::equals)) {
      throw refusal(Status.EXPECTATION_FAILED_417, "an unknown expectation");
    }
  }

  /** The elements of all lines of one name, in lower case (RFC 9110, section 5.6.1). */
  private static Stream<String> elements(Headers headers, HeaderName name) {
    return headers.all(name, List::of).stream()
        .flatMap(line -> Stream.of(line.split(",", -1)))
        .map(element -> element.strip().toLowerCase(Locale.ROOT))
        .filter(element -> !element.isEmpty());
  }

  static RequestException malformed(String message) {
    return refusal(Status.BAD_REQUEST_400, message);
  }

  /** After it the connection is closed: where the next request begins is not known. */
  static RequestException refusal(Status status, String message) {
    return RequestException.builder()
        .type(DirectHandler.EventType.BAD_REQUEST)
        .status(status)
        .request(HTTP_1_1)
        .setKeepAlive(false)
        .message(message)
        .build();
  }
}
