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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import waybill.order.OrderId;
import waybill.store.access.ShareLink;

/**
 * Helidon's authentication providers, one for each way to say who one is, and what a visitor is in
 * Helidon's words: a subject with a role, and a grant for each order that a guest may see.
 */
final class Visitors {
  static final String AUTHORIZATION = "authorization";
  static final String COOKIE = "cookie";

  private static final String BEARER = "Bearer ";
  private static final String GUEST = "guest";

  /**
   * As attributes of a principal: where one request has two, a session's and a guest's, Helidon
   * keeps both principals, but loses a subject's credentials.
   */
  private static final String USER = "user";

  private static final String LINKS = "links";

  /** The links that a guest holds. */
  private record Held(Map<OrderId, ShareLink> links) {}

  private Visitors() {}

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

  /** A browser's session. Whoever sends a token speaks by that alone. */
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
        .principal(Principal.builder().name(user.name()).addAttribute(USER, user).build())
        .addGrant(Role.create(user.role().wireName()))
        .build();
  }

  private static Subject subject(List<ShareLink> held) {
    var byOrder =
        held.stream().collect(Collectors.toMap(ShareLink::order, link -> link, (a, _) -> a));
    var guest = Principal.builder().name(GUEST).addAttribute(LINKS, new Held(byOrder)).build();
    var subject = Subject.builder().principal(guest);
    held.forEach(
        link -> subject.addGrant(Grant.builder().type("order").name(link.order().value()).build()));
    return subject.build();
  }

  /** Who asks, once Helidon has authenticated. */
  static Visitor of(SecurityContext context) {
    return context
        .user()
        .map(subject ->
            new Visitor(
                attribute(subject, USER, User.class),
                attribute(subject, LINKS, Held.class).map(Held::links).orElse(Map.of())))
        .orElse(Visitor.NOBODY);
  }

  private static <T> Optional<T> attribute(Subject subject, String name, Class<T> type) {
    return subject.principals().stream()
        .flatMap(principal -> principal.abacAttribute(name).stream())
        .map(type::cast)
        .findFirst();
  }

  private static List<String> lines(ProviderRequest request, String name) {
    return request.env().headers().getOrDefault(name, List.of());
  }

  /** RFC 6265, section 5.4; of several with one name the first. */
  private static Optional<String> cookie(ProviderRequest request, String name) {
    if (!lines(request, AUTHORIZATION).isEmpty()) {
      return Optional.empty();
    }
    for (var line : lines(request, COOKIE)) {
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
