package waybill.crossorigin;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.util.Set;

/**
 * Lets scripts of the allowed origins call the API and read every answer, also an error (WHATWG
 * Fetch, section 3.3). Tokens may come from there; cookies never do (SameSite). Helidon's own
 * feature leaves errors out and replaces the Vary of a route.
 */
public record CorsHeaders(Set<String> origins) {
  private static final Header VARY_ORIGIN = HeaderValues.create(HeaderNames.VARY, "Origin");
  private static final String API = "/api/";
  private static final String REQUEST_HEADERS =
      "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, Last-Event-ID";

  /** To be called when the headers of the route are set. */
  public void addTo(ServerRequest req, WritableHeaders<?> headers) {
    var origin = req.headers().first(HeaderNames.ORIGIN).orElse("");
    if (origins.isEmpty() || !req.path().path().startsWith(API)) {
      return;
    }
    if (!headers.containsToken(VARY_ORIGIN)) {
      headers.add(VARY_ORIGIN);
    }
    if (!origins.contains(origin)) {
      return;
    }
    headers.set(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.set(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Link, Location, Retry-After");
    if (req.prologue().method().equals(Method.OPTIONS)) {
      headers.set(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, DELETE");
      headers.set(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
    }
  }
}
