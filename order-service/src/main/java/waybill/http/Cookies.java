package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import io.helidon.http.SetCookie.SameSite;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sets and reads cookies that are hidden from scripts and that other sites do not send. Under TLS,
 * no other host receives them (RFC 6265bis: the {@code __Host-} prefix).
 *
 * @param secure whether browsers reach the service over TLS only
 */
public record Cookies(boolean secure) {
  private static final String PREFIX = "__Host-";

  /** The name under which browsers know the cookie. */
  public String name(String name) {
    return (secure ? PREFIX : "") + name;
  }

  /**
   * Sets a cookie.
   *
   * @param name with its prefix
   * @param maxAge empty: until the browser is closed
   */
  public void set(ServerResponse res, String name, String value, Optional<Duration> maxAge) {
    var cookie =
        SetCookie.builder(name, value)
            .path("/")
            .httpOnly(true)
            .secure(secure)
            .sameSite(SameSite.STRICT);
    maxAge.ifPresent(cookie::maxAge);
    res.headers().addCookie(cookie.build());
  }

  public void clear(ServerResponse res, String name) {
    set(res, name, "", Optional.of(Duration.ZERO));
  }

  public static Optional<String> find(ServerRequest req, String name) {
    return find(req.headers().all(HeaderNames.COOKIE, List::of), name);
  }

  /** The value in the lines of a Cookie header (RFC 6265, section 5.4); the first of several. */
  public static Optional<String> find(List<String> lines, String name) {
    return lines.stream()
        .flatMap(line -> Stream.of(line.split(";", -1)))
        .map(String::strip)
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.substring(name.length() + 1))
        .findFirst();
  }
}
