package waybill.edge;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.DirectTransportRequest;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Refuses requests whose end two readers could see in different places (RFC 9112, section 11.2),
 * and tells the {@link MonitoredConnection} where a request's head and body end. Called in the
 * connection's thread.
 */
final class RequestFraming implements Http1ConnectionListener {
  /** RFC 6585, section 5. */
  static final Status HEADERS_TOO_LARGE = Status.create(431, "Request Header Fields Too Large");

  /** Helidon 4.5.0 adds "Connection: close" to an error only if it knows the version. */
  private static final DirectHandler.TransportRequest HTTP_1_1 =
      DirectTransportRequest.create("HTTP/1.1", "", "");

  private static final int MAX_HEADER_LINES = 100;

  private final ToIntFunction<HttpPrologue> maxBodySize;
  private final ByteBudget answers;

  /**
   * @param maxBodySize bytes that a request may have; a single chunk above it is refused
   * @param answers while they are used up, further requests are refused
   */
  RequestFraming(ToIntFunction<HttpPrologue> maxBodySize, ByteBudget answers) {
    this.maxBodySize = maxBodySize;
    this.answers = answers;
  }

  @Override
  public void prologue(ConnectionContext context, HttpPrologue prologue) {
    MonitoredConnection.CURRENT.get().requestBegins(prologue);
  }

  @Override
  public void headers(ConnectionContext context, Headers headers) {
    // Helidon 4.5.0 has no limit on their number, and accepts one without a name
    if (headers.stream().mapToInt(header -> header.allValues().size()).sum() > MAX_HEADER_LINES) {
      throw refusal(HEADERS_TOO_LARGE, "too many header lines");
    }
    if (headers.stream().anyMatch(header -> header.name().isEmpty())) {
      throw malformed("a header without a name");
    }
    requireKnownExpectation(headers);
    requireNoContentCoding(headers);
    var connection = MonitoredConnection.CURRENT.get();
    if (answers.isUsedUp(connection)) {
      throw refusal(Status.SERVICE_UNAVAILABLE_503, "too many answers were not read");
    }
    var body = body(headers, maxBodySize.applyAsInt(connection.prologue()));
    var reader = context.dataReader();
    int available = reader.available();
    connection.headEnds(
        body, available == 0 ? new byte[0] : reader.readBuffer(available).readBytes());
  }

  /** Helidon 4.5.0 answers every one with 400; "identity" means none (RFC 9110, section 8.4.1). */
  private static void requireNoContentCoding(Headers headers) {
    if (!elements(headers, HeaderNames.CONTENT_ENCODING).allMatch("identity"::equals)) {
      throw refusal(Status.UNSUPPORTED_MEDIA_TYPE_415, "an encoded body");
    }
    if (headers instanceof WritableHeaders<?> writable) {
      writable.remove(HeaderNames.CONTENT_ENCODING);
    }
  }

  /** What Helidon 4.5.0 itself refuses after this, such as a length beside chunks, passes here. */
  private static BodyFraming body(Headers headers, int maxChunkSize) {
    if (headers.contains(HeaderNames.TRANSFER_ENCODING)) {
      if (!elements(headers, HeaderNames.TRANSFER_ENCODING).toList().equals(List.of("chunked"))) {
        throw malformed("a transfer coding that is not chunked");
      }
      return new BodyFraming.Chunked(maxChunkSize);
    }
    try {
      return new BodyFraming.OfLength(headers.contentLength().orElse(0));
    } catch (IllegalArgumentException e) {
      throw malformed("an invalid length");
    }
  }

  /** RFC 9110, section 10.1.1, defines one; Helidon 4.5.0 ignores all others. */
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

  /** The connection is closed after it, because it is not known where the next request begins. */
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
