package waybill.access;

import io.helidon.security.AuthenticationResponse;
import io.helidon.security.Grant;
import io.helidon.security.Principal;
import io.helidon.security.ProviderRequest;
import io.helidon.security.Role;
import io.helidon.security.SecurityContext;
import io.helidon.security.Subject;
import io.helidon.security.spi.AuthenticationProvider;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import waybill.http.Cookies;

/**
 * Helidon's authentication providers: one for each kind of credential. To Helidon a caller is a
 * subject with a role, and with a grant for each order that a guest may see.
 */
final class Callers {
  static final String AUTHORIZATION = "authorization";
  static final String COOKIE = "cookie";

  private static final String BEARER = "Bearer";
  private static final String GUEST = "guest";
  private static final String ORDER = "order";
  private static final String USER = "user";
  private static final String LINK = "link";

  private Callers() {}

  /** {@code Authorization: Bearer}. Fails if the token is not valid, so that scripts notice. */
  static AuthenticationProvider bearer(Function<String, Optional<User>> users) {
    return request -> {
      var lines = lines(request, AUTHORIZATION);
      return lines.isEmpty()
          ? AuthenticationResponse.abstain()
          : token(lines)
              .flatMap(users)
              .map(user -> AuthenticationResponse.success(subject(user)))
              .orElseGet(() -> AuthenticationResponse.failed("no valid token"));
    };
  }

  /** None of two lines: a proxy in front of us may have believed the other one (RFC 9110, 5.3). */
  static Optional<String> token(List<String> lines) {
    return lines.size() == 1
        ? Optional.of(lines.getFirst().substring(BEARER.length()).strip())
        : Optional.empty();
  }

  /** Whether the scheme of an Authorization line is ours; any other belongs to a proxy. */
  static boolean isBearer(String line) {
    return line.split(" ", 2)[0].equalsIgnoreCase(BEARER);
  }

  /** A browser's session. */
  static AuthenticationProvider session(String cookie, Function<String, Optional<User>> users) {
    return byCookie(cookie, value -> users.apply(value).map(Callers::subject));
  }

  /** A guest's links, with or without a session. */
  static AuthenticationProvider guest(String cookie, Function<String, List<ShareLink>> links) {
    return byCookie(
        cookie,
        value ->
            Optional.of(links.apply(value)).filter(held -> !held.isEmpty()).map(Callers::guest));
  }

  /** Abstains on a request with a token, where only the token counts. */
  private static AuthenticationProvider byCookie(
      String cookie, Function<String, Optional<Subject>> subjects) {
    return request ->
        lines(request, AUTHORIZATION).isEmpty()
            ? Cookies.find(lines(request, COOKIE), cookie)
                .flatMap(subjects)
                .map(AuthenticationResponse::success)
                .orElseGet(AuthenticationResponse::abstain)
            : AuthenticationResponse.abstain();
  }

  private static Subject subject(User user) {
    return Subject.builder()
        .principal(Principal.builder().id(user.name()).addAttribute(USER, user).build())
        .addGrant(Role.create(user.role().wireName()))
        .build();
  }

  private static Subject guest(List<ShareLink> held) {
    var subject = Subject.builder().principal(Principal.create(GUEST));
    for (var link : held) {
      subject.addGrant(
          Grant.builder().type(ORDER).name(link.order().value()).addAttribute(LINK, link).build());
    }
    return subject.build();
  }

  /** The caller that Helidon has authenticated. */
  static Caller of(SecurityContext context) {
    return context.user().map(Callers::caller).orElse(Caller.NOBODY);
  }

  /**
   * The user is an attribute of the principal and not a credential of the subject: when Helidon
   * 4.5.0 combines two subjects, it replaces each credential by an Optional of it.
   */
  private static Caller caller(Subject subject) {
    var user =
        subject.principals().stream()
            .flatMap(principal -> principal.abacAttribute(USER).stream())
            .map(User.class::cast)
            .findFirst();
    var links =
        subject.grantsByType(ORDER).stream()
            .flatMap(grant -> grant.abacAttribute(LINK).stream())
            .map(ShareLink.class::cast)
            .collect(Collectors.toMap(ShareLink::order, link -> link, (newest, _) -> newest));
    return new Caller(user, links);
  }

  private static List<String> lines(ProviderRequest request, String name) {
    return request.env().headers().getOrDefault(name, List.of());
  }
}
