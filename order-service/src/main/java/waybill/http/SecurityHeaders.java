package waybill.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The headers of every response that restrict what a browser does with it.
 *
 * @param secure whether browsers use TLS only, and must remember that (RFC 6797)
 */
public record SecurityHeaders(boolean secure) {
  private static final List<Header> OF_ALL =
      headers(
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin");

  private static final List<Header> OF_PAGES =
      headers(
          "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                  + " connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self';"
                  + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
          "Referrer-Policy", "same-origin",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");

  private static final Header ONLY_TLS =
      HeaderValues.createCached(HeaderNames.STRICT_TRANSPORT_SECURITY, "max-age=31536000");

  public void addTo(WritableHeaders<?> headers) {
    OF_ALL.forEach(headers::set);
    if (secure) {
      headers.set(ONLY_TLS);
    }
  }

  /** For pages: scripts and styles from this origin only, nothing inline, no HTML from text. */
  public static void ofPage(WritableHeaders<?> headers) {
    OF_PAGES.forEach(headers::set);
  }

  /** Names and values in turn, encoded once for all responses. */
  private static List<Header> headers(String... namesAndValues) {
    return IntStream.range(0, namesAndValues.length / 2)
        .mapToObj(i ->
            HeaderValues.createCached(
                HeaderNames.create(namesAndValues[2 * i]), namesAndValues[2 * i + 1]))
        .toList();
  }
}
