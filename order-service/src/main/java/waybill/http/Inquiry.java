package waybill.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import waybill.access.Credential;
import waybill.access.User;
import waybill.access.Visitor;
import waybill.json.Json;
import waybill.order.CustomerId;
import waybill.order.OrderId;
import waybill.store.Author;
import waybill.store.Orders;
import waybill.store.IdempotencyKey;
import waybill.stream.StreamLimits.Caller;

/**
 * What a request says, read once and checked: each method answers with a problem where it says
 * something impossible.
 */
final class Inquiry {
  /** A body's limit in bytes. */
  static final int MAX_BODY = 64 * 1024;

  static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
  static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

  private static final Pattern CLIENT = Pattern.compile("[0-9A-Za-z-]{1,64}");

  private final ServerRequest request;

  Inquiry(ServerRequest request) {
    this.request = request;
  }

  /** The order named in the path; what cannot be an id is not found. */
  OrderId orderId() {
    return OrderId.parse(request.path().pathParameters().get("id"))
        .orElseThrow(() -> Problem.notFound().exception());
  }

  /** The same, and it exists. */
  OrderId orderIn(Orders orders) {
    var order = orderId();
    if (orders.owner(order).isEmpty()) {
      throw Problem.notFound().exception();
    }
    return order;
  }

  CustomerId customerId() {
    return CustomerId.parse(request.path().pathParameters().get("id"))
        .orElseThrow(() -> Problem.notFound().exception());
  }

  /** A parameter of the path. */
  String parameter(String name) {
    return request.path().pathParameters().get(name);
  }

  /** Who asks, as the gate found out; nobody where it did not have to. */
  Visitor visitor() {
    return request.context().get(Visitor.class).orElse(Visitor.NOBODY);
  }

  /** Who signed in; only behind policies that ask for that. */
  User user() {
    return visitor().user().orElseThrow();
  }

  /** Who writes. */
  Author author() {
    return new Author(user().name(), address());
  }

  /** Where the request comes from. */
  String address() {
    return ClientAddress.of(request).address().getHostAddress();
  }

  /** What the addresses of one network place have in common. */
  String addressGroup() {
    return ClientAddress.of(request).throttleKey();
  }

  /** A query parameter; empty when absent or empty. */
  Optional<String> query(String name) {
    return request.query().first(name).asOptional().filter(value -> !value.isEmpty());
  }

  int query(String name, int fallback, int max) {
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

  <E extends Enum<E>> Optional<String> query(String name, Class<E> type) {
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

  /** Where the request comes from, and the name a page gave itself in {@code ?client=}. */
  Caller caller(Credential right) {
    var client = query("client");
    if (client.isPresent() && !CLIENT.matcher(client.get()).matches()) {
      throw Problem.malformed("?client= must be 1 to 64 letters, digits or dashes.").exception();
    }
    return new Caller(addressGroup(), right.key(), right.expires(), client);
  }

  /** A Link to this resource with another value of one parameter (RFC 8288). */
  String link(String name, String value, String relation) {
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

  /** Whether the client asks for a stream, and not rather for a document. */
  boolean wantsStream() {
    var accepted = accepted();
    double stream = accepted.explicitly(EventStreams.MEDIA_TYPE);
    return stream > 0 && stream >= accepted.explicitly(Answers.JSON);
  }

  void acceptsJson() {
    acceptsJson(Answers.JSON);
  }

  /** Refuses a client that takes no JSON, naming the forms there are. */
  void acceptsJson(String forms) {
    if (accepted().quality(Answers.JSON) == 0) {
      throw Problem.notAcceptable(forms).exception();
    }
  }

  private Accepted accepted() {
    return request.headers().contains(HeaderNames.ACCEPT)
        ? Accepted.parse(String.join(",", request.headers().get(HeaderNames.ACCEPT).allValues()))
        : Accepted.ANYTHING;
  }

  /** The raw body, which must be declared as JSON. */
  byte[] body() {
    return body(Answers.JSON, MAX_BODY);
  }

  /** The raw body of at most {@code max} bytes, which must be declared as this media type. */
  byte[] body(String mediaType, int max) {
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

  static JsonNode json(byte[] body) {
    return Json.parse(body);
  }

  /** The Idempotency-Key with all that makes it this request's. */
  Optional<IdempotencyKey> key(byte[] body) {
    var header = request.headers().first(IDEMPOTENCY_KEY);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    if (!KEY.matcher(header.get()).matches()) {
      throw Problem.malformed("Idempotency-Key must be 1 to 200 visible ASCII characters.")
          .exception();
    }
    return Optional.of(
        key(user().name(), request.prologue().method(), request.path().path(), header.get(), body));
  }

  static IdempotencyKey key(String account, Method method, String path, String key, byte[] body) {
    return new IdempotencyKey(account, method.text(), path, key, sha256(body));
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
