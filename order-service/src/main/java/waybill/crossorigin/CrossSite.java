package waybill.crossorigin;

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
import waybill.http.Problem;

/**
 * Refuses requests that another site's page makes a browser send: all changes, and everything of
 * the API, so that such a page cannot even keep a stream open. Links to pages are allowed from
 * everywhere. Browsers say where a request comes from ({@code Sec-Fetch-Site}, W3C Fetch Metadata;
 * older ones {@code Origin}, RFC 6454). A client that sends neither is no browser, so it has no
 * cookies that another page could misuse.
 *
 * @param origin of the service for browsers, if it differs from the Host they send
 * @param allowed other origins whose scripts may call the API
 */
public record CrossSite(Optional<URI> origin, Set<String> allowed) implements Filter {
  private static final HeaderName SEC_FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final String API = "/api/";
  private static final Set<String> SAME_ORIGIN = Set.of("same-origin", "none");
  private static final Set<Method> SAFE_METHODS = Set.of(Method.GET, Method.HEAD, Method.OPTIONS);

  @Override
  public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
    boolean safe =
        SAFE_METHODS.contains(req.prologue().method()) && !req.path().path().startsWith(API);
    if (!safe && !isSameOrigin(req)) {
      throw Problem.crossSite().exception();
    }
    chain.proceed();
  }

  private boolean isSameOrigin(RoutingRequest req) {
    var from = req.headers().first(HeaderNames.ORIGIN);
    if (from.isPresent() && allowed.contains(from.get())) {
      return true;
    }
    var site = req.headers().first(SEC_FETCH_SITE);
    if (site.isPresent()) {
      return SAME_ORIGIN.contains(site.get());
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
