package waybill.http;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import waybill.json.Json;
import waybill.json.OrderJson;
import waybill.order.EventType;
import waybill.order.FieldError;

/**
 * What went wrong, for whoever can repair it (RFC 9457). The types are part of the public contract.
 *
 * @param name the last part of the type, {@code urn:waybill:problem:<name>}
 * @param allowed event types that could follow instead, where that is the question
 * @param headers that belong to the status, such as Allow or Retry-After
 */
record Problem(
    int status,
    String name,
    String title,
    String detail,
    List<FieldError> errors,
    Optional<Collection<EventType>> allowed,
    Map<String, String> headers) {

  private static Problem of(int status, String name, String title, String detail) {
    return new Problem(status, name, title, detail, List.of(), Optional.empty(), Map.of());
  }

  private Problem with(String header, String value) {
    return new Problem(status, name, title, detail, errors, allowed, Map.of(header, value));
  }

  static Problem malformed(String detail) {
    return of(400, "malformed", "The request cannot be read", detail);
  }

  /**
   * Nobody is known who might.
   *
   * @param badToken whether a token was shown that is no good (RFC 6750, section 3.1)
   */
  static Problem unauthorized(boolean badToken) {
    return of(401, "unauthorized", "Sign in first", "This is only for people who are known.")
        .with(
            "WWW-Authenticate",
            "Bearer realm=\"waybill\"" + (badToken ? ", error=\"invalid_token\"" : ""));
  }

  /** The same for a wrong password and for a name that nobody has. */
  static Problem badCredentials() {
    return of(401, "bad-credentials", "That did not work", "The name or the password is wrong.")
        .with("WWW-Authenticate", "Bearer realm=\"waybill\"");
  }

  static Problem forbidden() {
    return of(403, "forbidden", "Not for you", "You are known, but this is not yours to do.");
  }

  static Problem crossSite() {
    return of(403, "cross-site", "From another site", "This is only for our own pages.");
  }

  /** Says nothing about what was asked for: what exists but is not yours looks the same. */
  static Problem notFound() {
    return of(404, "not-found", "Not found", "There is nothing here, or nothing for you.");
  }

  static Problem methodNotAllowed(String allow) {
    return of(405, "method-not-allowed", "Method not allowed", "This resource knows " + allow + ".")
        .with("Allow", allow);
  }

  static Problem notAcceptable(String offered) {
    return of(406, "not-acceptable", "Not acceptable", "This resource comes as " + offered + ".");
  }

  static Problem timedOut() {
    return of(408, "timed-out", "Too slow", "The request did not come in time.");
  }

  static Problem exists(String what) {
    return of(409, "exists", "It exists already", what);
  }

  static Problem illegal(String why, Collection<EventType> allowed, List<FieldError> errors) {
    return new Problem(
        409,
        "illegal-now",
        "Not possible as things stand",
        why,
        errors,
        Optional.of(allowed),
        Map.of());
  }

  /** So there is always somebody left who can. */
  static Problem ownAccount() {
    return of(409, "own-account", "Not your own account", "Somebody else must disable it.");
  }

  static Problem tooManyLinks() {
    return of(409, "too-many-links", "Too many links", "Revoke one of the order's links first.");
  }

  static Problem linkGone() {
    return of(
        404,
        "link-gone",
        "The link does not work",
        "It is unknown, has expired, or was withdrawn.");
  }

  static Problem gone() {
    return of(
        410,
        "cursor-gone",
        "The cursor cannot be resumed",
        "It is not of this service, lies ahead of what happened, or is older than what is kept: begin anew.");
  }

  static Problem stale(long version) {
    return of(412, "stale", "The order has changed", "Its version is " + version + " now.")
        .with("ETag", "\"" + version + "\"");
  }

  static Problem tooLarge(String limit) {
    return of(413, "too-large", "Too large", limit);
  }

  static Problem unsupportedMediaType(String wanted) {
    return of(415, "unsupported-media-type", "Unsupported media type", "Send " + wanted + ".");
  }

  static Problem invalid(List<FieldError> errors) {
    return new Problem(
        422, "invalid", "Fields are wrong", "See errors.", errors, Optional.empty(), Map.of());
  }

  static Problem keyReused() {
    return of(
        422,
        "idempotency-key-reused",
        "The Idempotency-Key belongs to another request",
        "It was used before with a different body; take a new one for a new request.");
  }

  static Problem internal() {
    return of(500, "internal", "Something broke on our side", "It is in our log.");
  }

  static Problem inDoubt() {
    return of(
        503,
        "in-doubt",
        "It is not known whether this was done",
        "Ask again with the same Idempotency-Key, or look at the order.");
  }

  static Problem busy(String detail) {
    return of(503, "busy", "Not now", detail).with("Retry-After", "2");
  }

  static Problem tooManyAttempts(Duration pause) {
    return of(429, "too-many-attempts", "Too many attempts", "Wait a little before you try again.")
        .with("Retry-After", String.valueOf(Math.max(1, pause.toSeconds() + 1)));
  }

  static Problem tooManyStreams() {
    return of(429, "too-many-streams", "Too many open streams", "Close one, then try again.")
        .with("Retry-After", "10");
  }

  /** Whatever Helidon itself refuses, with its status. */
  static Problem ofStatus(int status, String reason) {
    return of(status, "http-" + status, reason, reason + ".");
  }

  byte[] json() {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeStringField("type", "urn:waybill:problem:" + name);
      json.writeStringField("title", title);
      json.writeNumberField("status", status);
      json.writeStringField("detail", detail);
      if (!errors.isEmpty()) {
        json.writeArrayFieldStart("errors");
        for (var error : errors) {
          json.writeStartObject();
          json.writeStringField("pointer", error.pointer());
          json.writeStringField("detail", error.detail());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      if (allowed.isPresent()) {
        OrderJson.writeAllowed(json, allowed.get());
      }
      json.writeEndObject();
    });
  }

  /** The way out of a handler. */
  ProblemException exception() {
    return new ProblemException(this);
  }
}
