package waybill.access;

import io.helidon.security.AuthenticationResponse;
import io.helidon.security.CompositeProviderFlag;
import io.helidon.security.CompositeProviderSelectionPolicy;
import io.helidon.security.Security;
import io.helidon.security.SecurityContext;
import io.helidon.security.SecurityResponse.SecurityStatus;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import waybill.order.CustomerId;
import waybill.order.OrderId;

/**
 * Helidon Security with our providers in it: the caller is found by token, session and guest links
 * together, and {@link Policies} decide what they may do.
 */
public final class RequestSecurity {
  /** Links in one guest cookie. */
  public static final int MAX_LINKS = 20;

  private static final Set<SecurityStatus> FAILURES =
      Set.of(SecurityStatus.FAILURE, SecurityStatus.FAILURE_FINISH);

  private static final String BEARER = "bearer";

  private final Security security;
  private final Sessions sessions;

  public RequestSecurity(
      Tokens tokens,
      Sessions sessions,
      Links links,
      CookieNames cookies,
      Optional<AccessSettings.Issuer> issuer,
      Function<OrderId, Optional<CustomerId>> owners,
      InstantSource clock) {
    this.sessions = sessions;
    var outside = issuer.map(settings -> new ExternalIssuer(settings, clock));
    this.security =
        Security.builder()
            .tracingEnabled(false)
            .addAuthenticationProvider(
                Callers.bearer(
                    token -> tokens.find(token).or(() -> outside.flatMap(o -> o.find(token)))),
                BEARER)
            .addAuthenticationProvider(
                Callers.guest(cookies.guest(), value -> held(value, links)), "guest")
            .addAuthenticationProvider(
                Callers.session(cookies.session(), sessions::find), "session")
            .addAuthorizationProvider(new Authorizer(owners), "policies")
            .providerSelectionPolicy(
                CompositeProviderSelectionPolicy.builder()
                    .isDefault(true)
                    .name("waybill")
                    .addAuthenticationProvider(BEARER, CompositeProviderFlag.OPTIONAL)
                    .addAuthenticationProvider("guest", CompositeProviderFlag.OPTIONAL)
                    .addAuthenticationProvider("session", CompositeProviderFlag.OPTIONAL)
                    .addAuthorizationProvider("policies")
                    .build())
            .build();
  }

  private static List<ShareLink> held(String cookie, Links links) {
    return Arrays.stream(cookie.split("\\.", MAX_LINKS + 1))
        .limit(MAX_LINKS)
        .map(links::find)
        .flatMap(Optional::stream)
        .toList();
  }

  /** The header lines of a request that identify its caller. */
  public record Credentials(List<String> authorization, List<String> cookie) {}

  private SecurityContext context(Credentials credentials) {
    var headers =
        Map.of(
            Callers.AUTHORIZATION, credentials.authorization(),
            Callers.COOKIE, credentials.cookie());
    return security
        .contextBuilder("waybill")
        .env(security.environmentBuilder().headers(headers).build())
        .build();
  }

  /** A token counts alone: the other providers would only abstain. */
  private static AuthenticationResponse authenticate(
      SecurityContext context, Credentials credentials) {
    return credentials.authorization().isEmpty()
        ? context.authenticate()
        : context.atnClientBuilder().explicitProvider(BEARER).buildAndGet();
  }

  /** The decision on one request. */
  public sealed interface Entrance {
    record Open(Caller caller) implements Entrance {}

    /**
     * No caller is known who might be allowed.
     *
     * @param badToken whether a token was shown that is no good
     */
    record SignIn(boolean badToken) implements Entrance {}

    /** The caller is known and not allowed. */
    record Forbidden(Caller caller) implements Entrance {}

    /** The caller must not learn whether it exists. */
    record Hidden(Caller caller) implements Entrance {}
  }

  /**
   * Finds the caller, and decides whether they are allowed in.
   *
   * @param path the parameters of the path
   * @param use whether this counts as use of a session
   */
  public Entrance enter(
      Credentials credentials, Requirement requirement, Map<String, String> path, boolean use) {
    var context = context(credentials);
    if (FAILURES.contains(authenticate(context, credentials).status())) {
      return new Entrance.SignIn(true);
    }
    var caller = Callers.of(context);
    var answer = context.authorize(new Authorizer.Target(requirement, path));
    if (answer.isPermitted()) {
      if (use) {
        caller.user().ifPresent(sessions::use);
      }
      return new Entrance.Open(caller);
    }
    return switch (answer.statusCode().orElse(Authorizer.FORBIDDEN)) {
      case Authorizer.SIGN_IN -> new Entrance.SignIn(false);
      case Authorizer.NOT_FOUND -> new Entrance.Hidden(caller);
      default -> new Entrance.Forbidden(caller);
    };
  }
}
