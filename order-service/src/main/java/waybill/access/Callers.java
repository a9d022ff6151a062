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
 * Helidon's authentication providers, one for each way to say who one is, and what a caller is in
 * Helidon's words: a subject with a role, and a grant for each order that a guest may see.
 */
final class Callers {
  static final String AUTHORIZATION = "authorization";
  static final String COOKIE = "cookie";

  private static final String BEARER = "Bearer ";
  private static final String GUEST = "guest";
  private static final String ORDER = "order";
  private static final String USER = "user";
  private static final String LINK = "link";

  private Callers() {}

  /** {@code Authorization: Bearer}: fails where the token is no good, so that scripts notice. */
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

  /** Of two lines a proxy in front of us may have believed the other one (RFC 9110, 5.3). */
  private static Optional<String> token(List<String> lines) {
    var first = lines.getFirst();
    return lines.size() == 1 && first.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(first.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  /** A browser's session; ignored on requests with a token. */
  static AuthenticationProvider session(String cookie, Function<String, Optional<User>> users) {
    return request ->
        cookie(request, cookie)
            .flatMap(users)
            .map(user -> AuthenticationResponse.success(subject(user)))
            .orElseGet(AuthenticationResponse::abstain);
  }

  /** A guest's links, besides or without a session. */
  static AuthenticationProvider guest(String cookie, Function<String, List<ShareLink>> links) {
    return request ->
        cookie(request, cookie)
            .map(links)
            .filter(held -> !held.isEmpty())
            .map(held -> AuthenticationResponse.success(subject(held)))
            .orElseGet(AuthenticationResponse::abstain);
  }

  private static Subject subject(User user) {
    return Subject.builder()
        .principal(Principal.builder().id(user.name()).addAttribute(USER, user).build())
        .addGrant(Role.create(user.role().wireName()))
        .build();
  }

  private static Subject subject(List<ShareLink> held) {
    var subject = Subject.builder().principal(Principal.create(GUEST));
    held.forEach(link -> subject.addGrant(grant(link)));
    return subject.build();
  }

  private static Grant grant(ShareLink link) {
    return Grant.builder().type(ORDER).name(link.order().value()).addAttribute(LINK, link).build();
  }

  /** The caller, once Helidon has authenticated. */
  static Caller of(SecurityContext context) {
    return context.user().map(Callers::caller).orElse(Caller.NOBODY);
  }

  /**
   * Principals and grants survive when Helidon combines a session's subject with a guest's; of the
   * credentials it makes something else (4.1.7 puts an Optional of each in its place).
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

  /** A request with a token is judged by that alone. */
  private static Optional<String> cookie(ProviderRequest request, String name) {
    return lines(request, AUTHORIZATION).isEmpty()
        ? Cookies.find(lines(request, COOKIE), name)
        : Optional.empty();
  }
}
