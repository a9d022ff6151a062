package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import io.helidon.http.SetCookie.SameSite;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;
import waybill.access.Guard;

/**
 * Our cookies. Scripts do not see them, other sites do not send them, and under TLS they never
 * leave it nor reach another host (RFC 6265bis: the {@code __Host-} prefix).
 */
final class Cookies {
  private static final String PREFIX = "__Host-";

  private final boolean secure;

  Cookies(boolean secure) {
    this.secure = secure;
  }

  static Guard.Cookies names(boolean secure) {
    var prefix = secure ? PREFIX : "";
    return new Guard.Cookies(
        prefix + "waybill_session", prefix + "waybill_guest", prefix + "waybill_device");
  }

  Guard.Cookies names() {
    return names(secure);
  }

  /**
   * Sets a cookie.
   *
   * @param kept empty: as long as the browser runs
   */
  void set(ServerResponse res, String name, String value, Optional<Duration> kept) {
    var cookie =
        SetCookie.builder(name, value)
            .path("/")
            .httpOnly(true)
            .secure(secure)
            .sameSite(SameSite.STRICT);
    kept.ifPresent(cookie::maxAge);
    res.headers().addCookie(cookie.build());
  }

  void clear(ServerResponse res, String name) {
    set(res, name, "", Optional.of(Duration.ZERO));
  }

  static Optional<String> read(ServerRequest req, String name) {
    return req.headers().contains(HeaderNames.COOKIE)
        ? req.headers().cookies().first(name).asOptional()
        : Optional.empty();
  }
}
