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
import waybill.store.access.ShareLink;

/**
 * Helidon Security with our providers in it: who asks is found out by token, session and guest
 * links together, and what he may is decided by {@link Policies}.
 */
public final class Guard {
  /** Links in one guest cookie. */
  public static final int MOST_LINKS = 20;

  private static final Set<SecurityStatus> FAILURES =
      Set.of(SecurityStatus.FAILURE, SecurityStatus.FAILURE_FINISH);

  private static final String BEARER = "bearer";

  private final Security security;
  private final LoginSessions sessions;

  public Guard(
      Tokens tokens,
      LoginSessions sessions,
      Links links,
      Cookies cookies,
      Optional<AccessSettings.Issuer> issuer,
      Function<OrderId, Optional<CustomerId>> owners,
      InstantSource clock) {
    this.sessions = sessions;
    var outside = issuer.map(settings -> new OutsideIssuer(settings, clock));
    this.security =
        Security.builder()
            .tracingEnabled(false)
            .addAuthenticationProvider(
                Visitors.bearer(
                    token -> tokens.find(token).or(() -> outside.flatMap(o -> o.find(token)))),
                BEARER)
            .addAuthenticationProvider(
                Visitors.guest(cookies.guest(), value -> held(value, links)), "guest")
            .addAuthenticationProvider(
                Visitors.session(cookies.session(), sessions::find), "session")
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

  /** The names of our cookies. */
  public record Cookies(String session, String guest, String device) {}

  private static List<ShareLink> held(String cookie, Links links) {
    return Arrays.stream(cookie.split("\\.", MOST_LINKS + 1))
        .limit(MOST_LINKS)
        .map(links::find)
        .flatMap(Optional::stream)
        .toList();
  }

  /** The lines of a request by which somebody says who he is. */
  public record Credentials(List<String> authorization, List<String> cookie) {}

  private SecurityContext context(Credentials credentials) {
    var headers =
        Map.of(
            Visitors.AUTHORIZATION, credentials.authorization(),
            Visitors.COOKIE, credentials.cookie());
    return security
        .contextBuilder("waybill")
        .env(security.environmentBuilder().headers(headers).build())
        .build();
  }

  /** Whoever sends a token speaks by that alone: the other providers would only abstain. */
  private static AuthenticationResponse authenticate(
      SecurityContext context, Credentials credentials) {
    return credentials.authorization().isEmpty()
        ? context.authenticate()
        : context.atnClientBuilder().explicitProvider(BEARER).buildAndGet();
  }

  /** What became of a request to go somewhere. */
  public sealed interface Entrance {
    record Open(Visitor visitor) implements Entrance {}

    /**
     * Nobody is known who might.
     *
     * @param badToken whether a token was shown that is no good
     */
    record SignIn(boolean badToken) implements Entrance {}

    /** Whoever is known may not. */
    record Forbidden(Visitor visitor) implements Entrance {}

    /** It is somebody else's, or nobody's. */
    record Hidden(Visitor visitor) implements Entrance {}
  }

  /**
   * Finds out who asks, and whether he may.
   *
   * @param path the parameters of the path
   * @param use whether this counts as use of a session
   */
  public Entrance enter(Credentials credentials, Who who, Map<String, String> path, boolean use) {
    var context = context(credentials);
    if (FAILURES.contains(authenticate(context, credentials).status())) {
      return new Entrance.SignIn(true);
    }
    var visitor = Visitors.of(context);
    var answer = context.authorize(new Authorizer.Way(who, path));
    if (answer.isPermitted()) {
      if (use) {
        visitor.user().ifPresent(sessions::use);
      }
      return new Entrance.Open(visitor);
    }
    return switch (answer.statusCode().orElse(Authorizer.FORBIDDEN)) {
      case Authorizer.SIGN_IN -> new Entrance.SignIn(false);
      case Authorizer.NOT_FOUND -> new Entrance.Hidden(visitor);
      default -> new Entrance.Forbidden(visitor);
    };
  }
}
