package waybill.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import waybill.json.FieldError;
import waybill.json.Json;

/**
 * An error response that says what the client can correct (RFC 9457). The types are part of the
 * public contract; each package defines those of its own subject.
 *
 * @param name the last part of the type, {@code urn:waybill:problem:<name>}
 * @param allowed names of what is possible instead, if the problem is about that
 * @param headers that belong to the status, such as Allow or Retry-After
 */
public record Problem(
    int status,
    String name,
    String title,
    String detail,
    List<FieldError> errors,
    Optional<List<String>> allowed,
    Map<String, String> headers) {

  private static final String TYPE = "urn:waybill:problem:";

  public static Problem of(int status, String name, String title, String detail) {
    return new Problem(status, name, title, detail, List.of(), Optional.empty(), Map.of());
  }

  /** The same with one more header. */
  public Problem with(String header, String value) {
    var all = new TreeMap<>(headers);
    all.put(header, value);
    return new Problem(status, name, title, detail, errors, allowed, Map.copyOf(all));
  }

  public static Problem malformed(String detail) {
    return of(400, "malformed", "The request cannot be read", detail);
  }

  public static Problem crossSite() {
    return of(403, "cross-site", "From another site", "Only this service's own pages may do this.");
  }

  /** The same for a resource that does not exist and for one that the caller must not know of. */
  public static Problem notFound() {
    return of(
        404, "not-found", "Not found", "This does not exist, or you are not allowed to see it.");
  }

  static Problem methodNotAllowed(String allow) {
    return of(
            405, "method-not-allowed", "Method not allowed", "This resource allows " + allow + ".")
        .with("Allow", allow);
  }

  public static Problem notAcceptable(String offered) {
    return of(
        406, "not-acceptable", "Not acceptable", "This resource is available as " + offered + ".");
  }

  static Problem timedOut() {
    return of(408, "timed-out", "Too slow", "The request did not arrive in time.");
  }

  public static Problem exists(String detail) {
    return of(409, "exists", "It exists already", detail);
  }

  public static Problem tooLarge(String limit) {
    return of(413, "too-large", "Too large", limit);
  }

  static Problem unsupportedMediaType(String wanted) {
    return of(415, "unsupported-media-type", "Unsupported media type", "Send " + wanted + ".");
  }

  public static Problem invalid(List<FieldError> errors) {
    return new Problem(
        422,
        "invalid",
        "Some fields are wrong",
        "The list of errors names each of them.",
        errors,
        Optional.empty(),
        Map.of());
  }

  static Problem internal() {
    return of(
        500, "internal", "Something failed in the service", "The service's log says what it was.");
  }

  public static Problem busy(String detail) {
    return of(503, "busy", "Too busy at the moment", detail).with("Retry-After", "2");
  }

  public static Problem tooManyStreams() {
    return of(429, "too-many-streams", "Too many open streams", "Close one, then try again.")
        .with("Retry-After", "10");
  }

  /** For a request that Helidon itself refuses, with its status. */
  static Problem ofStatus(int status, String reason) {
    return of(status, "http-" + status, reason, reason + ".");
  }

  /** The document, member by member in this order. */
  private record Document(
      String type,
      String title,
      int status,
      String detail,
      Optional<List<FieldError>> errors,
      Optional<List<String>> allowed) {}

  public byte[] json() {
    var named = errors.isEmpty() ? Optional.<List<FieldError>>empty() : Optional.of(errors);
    return Json.bytes(new Document(TYPE + name, title, status, detail, named, allowed));
  }

  /** For a handler that cannot continue. */
  public ProblemException exception() {
    return new ProblemException(this);
  }
}
