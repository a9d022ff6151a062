package waybill.access;

import io.helidon.security.AuthenticationResponse;
import io.helidon.security.CompositeProviderFlag;
import io.helidon.security.CompositeProviderSelectionPolicy;
import io.helidon.security.Security;
import io.helidon.security.SecurityContext;
import io.helidon.security.SecurityResponse.SecurityStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import waybill.order.CustomerId;
import waybill.order.OrderId;

/**
 * Helidon Security with our providers: token, session and guest links together say who the caller
 * is, and {@link Policies} say what the caller may do.
 */
public final class RequestSecurity {
  private static final Set<SecurityStatus> FAILURES =
      Set.of(SecurityStatus.FAILURE, SecurityStatus.FAILURE_FINISH);

  private static final String BEARER = "bearer";
  private static final String GUEST = "guest";
  private static final String SESSION = "session";
  private static final String POLICIES = "policies";

  private final Security security;
  private final Tokens tokens;
  private final Optional<ExternalIssuer> issuer;

  RequestSecurity(
      Tokens tokens,
      Optional<ExternalIssuer> issuer,
      Sessions sessions,
      Links links,
      CookieNames cookies,
      Function<OrderId, Optional<CustomerId>> owners) {
    var bearer =
        Callers.bearer(
            token -> tokens.find(token).or(() -> issuer.flatMap(other -> other.find(token))));
    this.tokens = tokens;
    this.issuer = issuer;
    this.security =
        Security.builder()
            .tracingEnabled(false)
            .addAuthenticationProvider(bearer, BEARER)
            .addAuthenticationProvider(Callers.guest(cookies.guest(), links::held), GUEST)
            .addAuthenticationProvider(Callers.session(cookies.session(), sessions::find), SESSION)
            .addAuthorizationProvider(new Authorizer(owners), POLICIES)
            .providerSelectionPolicy(
                CompositeProviderSelectionPolicy.builder()
                    .isDefault(true)
                    .name("waybill")
                    .addAuthenticationProvider(BEARER, CompositeProviderFlag.OPTIONAL)
                    .addAuthenticationProvider(GUEST, CompositeProviderFlag.OPTIONAL)
                    .addAuthenticationProvider(SESSION, CompositeProviderFlag.OPTIONAL)
                    .addAuthorizationProvider(POLICIES)
                    .build())
            .build();
  }

  /**
   * Authenticates the caller of a request; empty if the request has a token that is not valid.
   *
   * @param authorization the lines of that header; without a token they are not for us
   * @param cookie the lines of its {@code Cookie} header
   * @throws SecurityException with the cause, when it could not be found out
   */
  Optional<SecurityContext> authenticate(List<String> authorization, List<String> cookie) {
    var bearer =
        authorization.stream().anyMatch(Callers::isBearer) ? authorization : List.<String>of();
    var headers = Map.of(Callers.AUTHORIZATION, bearer, Callers.COOKIE, cookie);
    var context =
        security
            .contextBuilder("waybill")
            .env(security.environmentBuilder().headers(headers).build())
            .build();
    // only the token counts if there is one: the other providers would only abstain
    AuthenticationResponse response =
        bearer.isEmpty()
            ? context.authenticate()
            : context.atnClientBuilder().explicitProvider(BEARER).buildAndGet();
    // an exception of a provider: Helidon throws it for one provider, and hands it over for several
    var failure = response.throwable();
    if (failure.isPresent()) {
      throw new SecurityException(failure.get());
    }
    return FAILURES.contains(response.status()) ? Optional.empty() : Optional.of(context);
  }

  /** Whether the token, which is not valid, was so until it expired. */
  boolean isExpired(List<String> authorization) {
    return Callers.token(authorization)
        .filter(token ->
            tokens.isExpired(token) || issuer.filter(other -> other.isExpired(token)).isPresent())
        .isPresent();
  }
}
