package waybill.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses what another site's page makes a browser send: changes, and anything of the API, so that
 * it cannot even hold a stream open that it may not read. Pages may be linked to from everywhere.
 * Browsers say where a request comes from ({@code Sec-Fetch-Site}, W3C Fetch Metadata; older ones
 * {@code Origin}, RFC 6454); a client that sends neither is no browser and has no cookie of another
 * person.
 */
public final class CrossSite implements Filter {
  private static final HeaderName SEC_FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final String API = "/api/";
  private static final Set<String> OURS = Set.of("same-origin", "none");
  private static final Set<Method> HARMLESS = Set.of(Method.GET, Method.HEAD, Method.OPTIONS);

  private final Optional<URI> origin;
  private final Set<String> allowed;

  /**
   * @param origin where browsers find us, if that is not what they send as Host
   * @param allowed other origins, by name
   */
  public CrossSite(Optional<URI> origin, Set<String> allowed) {
    this.origin = origin;
    this.allowed = allowed;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
    boolean harmless =
        HARMLESS.contains(req.prologue().method()) && !req.path().path().startsWith(API);
    if (!harmless && !isOurs(req)) {
      throw Problem.crossSite().exception();
    }
    chain.proceed();
  }

  private boolean isOurs(RoutingRequest req) {
    var from = req.headers().first(HeaderNames.ORIGIN);
    if (from.isPresent() && allowed.contains(from.get())) {
      return true;
    }
    var site = req.headers().first(SEC_FETCH_SITE);
    if (site.isPresent()) {
      return OURS.contains(site.get());
    }
    return from.isEmpty() || from.get().equals(own(req));
  }

  private String own(RoutingRequest req) {
    return origin
        .map(URI::toString)
        .orElseGet(() ->
            (req.isSecure() ? "https://" : "http://")
                + req.headers().first(HeaderNames.HOST).orElse(""));
  }
}
