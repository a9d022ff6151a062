package waybill.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import waybill.json.Json;

/** Reads and checks the parts of a request. Each method throws a problem for an invalid value. */
public record RequestReader(ServerRequest request) {
  /** The largest body in bytes, where a route does not say otherwise. */
  public static final int MAX_BODY = 64 * 1024;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** A parameter of the path. */
  public String path(String name) {
    return request.path().pathParameters().get(name);
  }

  /** A parsed parameter of the path; a value that cannot be parsed is not found (404). */
  public <T> T path(String name, Function<String, Optional<T>> parser) {
    return parser.apply(path(name)).orElseThrow(() -> Problem.notFound().exception());
  }

  /** The address the request comes from, behind the trusted proxies. */
  public String address() {
    return ClientAddress.of(request).address().getHostAddress();
  }

  /** The part of the address that limits count by. */
  public String addressGroup() {
    return Proxies.throttleKey(ClientAddress.of(request).address());
  }

  /** A query parameter; empty when absent or empty. */
  public Optional<String> query(String name) {
    return request.query().first(name).asOptional().filter(value -> !value.isEmpty());
  }

  /** A query parameter that must match; {@code rule} tells people how. */
  public Optional<String> query(String name, Pattern pattern, String rule) {
    var text = query(name);
    if (text.isPresent() && !pattern.matcher(text.get()).matches()) {
      throw Problem.malformed("?" + name + "= " + rule + ".").exception();
    }
    return text;
  }

  /** A query parameter that is a whole number from 1 to {@code max}. */
  public int query(String name, int fallback, int max) {
    try {
      int number = query(name).map(Integer::parseInt).orElse(fallback);
      if (number >= 1 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same answer as for a number out of range
    }
    throw Problem.malformed("?" + name + "= must be a whole number from 1 to " + max + ".")
        .exception();
  }

  /** A query parameter that is the name of one of the enum's constants. */
  public <E extends Enum<E>> Optional<String> query(String name, Class<E> type) {
    var names = Stream.of(type.getEnumConstants()).map(Enum::name).toList();
    var rule = "must be one of " + String.join(", ", names);
    return query(name, Pattern.compile(String.join("|", names)), rule);
  }

  /** Where a page of a list begins; empty for the first one. */
  public <T> Optional<T> page(Function<String, Optional<T>> parser) {
    return query("page")
        .map(token ->
            parser
                .apply(token)
                .orElseThrow(() ->
                    Problem.malformed("?page= is not a page token of this list.").exception()));
  }

  /** Adds a Link to the next page of this list, if there is one (RFC 8288). */
  public void linkNext(ServerResponse response, Optional<String> page) {
    var parameters = new StringJoiner("&");
    for (var other : request.query().names()) {
      if (!other.equals("page")) {
        request.query().all(other).forEach(v -> parameters.add(encoded(other) + "=" + encoded(v)));
      }
    }
    page.map(token -> parameters.add("page=" + encoded(token)))
        .map(query -> "<%s?%s>; rel=\"next\"".formatted(request.path().path(), query))
        .ifPresent(link -> response.headers().add(HeaderValues.create(HeaderNames.LINK, link)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** Whether the client prefers a stream to a document, which it gets if it wants both alike. */
  public boolean wantsStream() {
    var accepted = accepted();
    return accepted.explicitly(Responses.EVENT_STREAM) > accepted.quality(Responses.JSON);
  }

  /** Whether the client takes a stream where there is no document. */
  public boolean acceptsStream() {
    return accepted().explicitly(Responses.EVENT_STREAM) > 0;
  }

  public void acceptsJson() {
    acceptsJson(Responses.JSON);
  }

  /** Refuses a client that does not accept JSON, and names the available media types. */
  public void acceptsJson(String available) {
    if (accepted().quality(Responses.JSON) == 0) {
      throw Problem.notAcceptable(available).exception();
    }
  }

  private AcceptHeader accepted() {
    return request.headers().contains(HeaderNames.ACCEPT)
        ? AcceptHeader.parse(
            String.join(",", request.headers().get(HeaderNames.ACCEPT).allValues()))
        : AcceptHeader.ANYTHING;
  }

  /** The body, which must be declared as JSON, parsed. */
  public JsonNode json() {
    return Json.parse(body());
  }

  /** The raw body, which must be declared as JSON. */
  public byte[] body() {
    return body(Responses.JSON, MAX_BODY);
  }

  /** The raw body of at most {@code max} bytes, which must be declared as this media type. */
  public byte[] body(String mediaType, int max) {
    var type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("").split(";", 2)[0];
    if (!type.strip().equalsIgnoreCase(mediaType)) {
      throw Problem.unsupportedMediaType(mediaType).exception();
    }
    var length = request.headers().contentLength();
    if (length.orElse(0) > max) {
      throw tooLarge(max).exception();
    }
    try (InputStream in = request.content().inputStream()) {
      var body = in.readNBytes((int) length.orElse(max + 1L));
      if (body.length > max) {
        throw tooLarge(max).exception();
      }
      // some editors begin a file with a byte order mark; RFC 8259, section 8.1 lets it be ignored
      return Arrays.equals(Arrays.copyOf(body, BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)
          ? Arrays.copyOfRange(body, BYTE_ORDER_MARK.length, body.length)
          : body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Problem tooLarge(int max) {
    return Problem.tooLarge("A body may have at most " + max + " bytes.");
  }
}
