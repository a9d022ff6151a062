package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import io.helidon.http.SetCookie.SameSite;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Cookies that scripts do not see and other sites do not send, and that under TLS never leave it
 * nor reach another host (RFC 6265bis: the {@code __Host-} prefix).
 */
public final class Cookies {
  private static final String PREFIX = "__Host-";

  private final boolean secure;

  /**
   * @param secure whether browsers reach the service over TLS only
   */
  public Cookies(boolean secure) {
    this.secure = secure;
  }

  /** The full name of a cookie. */
  public String name(String name) {
    return (secure ? PREFIX : "") + name;
  }

  /**
   * Sets a cookie.
   *
   * @param name the full name
   * @param kept empty: as long as the browser runs
   */
  public void set(ServerResponse res, String name, String value, Optional<Duration> kept) {
    var cookie =
        SetCookie.builder(name, value)
            .path("/")
            .httpOnly(true)
            .secure(secure)
            .sameSite(SameSite.STRICT);
    kept.ifPresent(cookie::maxAge);
    res.headers().addCookie(cookie.build());
  }

  public void clear(ServerResponse res, String name) {
    set(res, name, "", Optional.of(Duration.ZERO));
  }

  public static Optional<String> find(ServerRequest req, String name) {
    return find(req.headers().all(HeaderNames.COOKIE, List::of), name);
  }

  /** The value in the lines of a Cookie header (RFC 6265, section 5.4); of several the first. */
  public static Optional<String> find(List<String> lines, String name) {
    for (var line : lines) {
      for (var pair : line.split(";", -1)) {
        var cookie = pair.strip();
        if (cookie.startsWith(name + "=")) {
          return Optional.of(cookie.substring(name.length() + 1));
        }
      }
    }
    return Optional.empty();
  }
}
