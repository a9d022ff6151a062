package waybill.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Pattern;
import waybill.json.Json;

/** Reads and checks what a request says. Each method throws a problem for an impossible value. */
public final class RequestReader {
  /** The largest body in bytes, where a route does not say otherwise. */
  public static final int MAX_BODY = 64 * 1024;

  private final ServerRequest request;

  public RequestReader(ServerRequest request) {
    this.request = request;
  }

  public ServerRequest request() {
    return request;
  }

  /** A parameter of the path. */
  public String path(String name) {
    return request.path().pathParameters().get(name);
  }

  /** A parameter of the path as a value; where the parser finds none, nothing is there. */
  public <T> T path(String name, Function<String, Optional<T>> parser) {
    return parser.apply(path(name)).orElseThrow(() -> Problem.notFound().exception());
  }

  /** The address the request comes from, behind the trusted proxies. */
  public String address() {
    return ClientAddress.of(request).address().getHostAddress();
  }

  /** The part of the address that limits count by. */
  public String addressGroup() {
    return ClientAddress.of(request).throttleKey();
  }

  /** A query parameter; empty when absent or empty. */
  public Optional<String> query(String name) {
    return request.query().first(name).asOptional().filter(value -> !value.isEmpty());
  }

  /** A query parameter that must match; {@code rule} is for people. */
  public Optional<String> query(String name, Pattern pattern, String rule) {
    var text = query(name);
    if (text.isPresent() && !pattern.matcher(text.get()).matches()) {
      throw Problem.malformed("?" + name + "= " + rule + ".").exception();
    }
    return text;
  }

  /** A whole number from 1 to {@code max}. */
  public int query(String name, int fallback, int max) {
    var text = query(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= 1 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same answer as for a number out of range
    }
    throw Problem.malformed("?" + name + "= must be a whole number from 1 to " + max + ".")
        .exception();
  }

  /** The name of one of the enum's constants. */
  public <E extends Enum<E>> Optional<String> query(String name, Class<E> type) {
    var text = query(name);
    for (var constant : type.getEnumConstants()) {
      if (text.equals(Optional.of(constant.name()))) {
        return text;
      }
    }
    if (text.isPresent()) {
      throw Problem.malformed("?" + name + "= knows no such value.").exception();
    }
    return text;
  }

  /** A Link to this resource with another value of one parameter (RFC 8288). */
  public String link(String name, String value, String relation) {
    var parameters = new StringJoiner("&");
    for (var other : request.query().names()) {
      if (!other.equals(name)) {
        request.query().all(other).forEach(v -> parameters.add(encoded(other) + "=" + encoded(v)));
      }
    }
    parameters.add(encoded(name) + "=" + encoded(value));
    return "<%s?%s>; rel=\"%s\"".formatted(request.path().path(), parameters, relation);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** Whether the client prefers a stream to a document. */
  public boolean wantsStream() {
    var accepted = accepted();
    double stream = accepted.explicitly(Responses.EVENT_STREAM);
    return stream > 0 && stream >= accepted.explicitly(Responses.JSON);
  }

  public void acceptsJson() {
    acceptsJson(Responses.JSON);
  }

  /** Refuses a client that takes no JSON, naming the forms there are. */
  public void acceptsJson(String forms) {
    if (accepted().quality(Responses.JSON) == 0) {
      throw Problem.notAcceptable(forms).exception();
    }
  }

  private AcceptHeader accepted() {
    return request.headers().contains(HeaderNames.ACCEPT)
        ? AcceptHeader.parse(
            String.join(",", request.headers().get(HeaderNames.ACCEPT).allValues()))
        : AcceptHeader.ANYTHING;
  }

  /** The body as JSON, which it must be declared as. */
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
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Problem tooLarge(int max) {
    return Problem.tooLarge("A body may have at most " + max + " bytes.");
  }
}
