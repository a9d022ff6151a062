package waybill.access;

import io.helidon.security.AuthorizationResponse;
import io.helidon.security.ProviderRequest;
import io.helidon.security.SecurityResponse.SecurityStatus;
import io.helidon.security.spi.AuthorizationProvider;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import waybill.order.CustomerId;
import waybill.order.OrderId;

/**
 * Helidon's authorization provider: compares a visitor with the line of {@link Policies} that
 * stands for the route, and with what the path names (access control by attributes).
 */
final class Authorizer implements AuthorizationProvider {
  static final int SIGN_IN = 401;
  static final int FORBIDDEN = 403;

  /** What is somebody else's looks as if it were not there. */
  static final int NOT_FOUND = 404;

  private final Function<OrderId, Optional<CustomerId>> owners;

  Authorizer(Function<OrderId, Optional<CustomerId>> owners) {
    this.owners = owners;
  }

  /** The way a request wants to go. */
  record Way(Who who, Map<String, String> path) {}

  @Override
  public AuthorizationResponse authorize(ProviderRequest request) {
    var visitor = Visitors.of(request.securityContext());
    var way = (Way) request.getObject().orElseThrow();
    int status = decide(visitor, way);
    return status == 200
        ? AuthorizationResponse.permit()
        : AuthorizationResponse.builder()
            .status(SecurityStatus.FAILURE_FINISH)
            .statusCode(status)
            .build();
  }

  private int decide(Visitor visitor, Way way) {
    if (way.who() == Who.ANYONE || visitor.isStaff()) {
      return 200;
    }
    if (way.who() == Who.READER && isGuest(visitor, way)) {
      return 200;
    }
    if (visitor.user().isEmpty()) {
      return way.who() == Who.READER && !visitor.links().isEmpty() ? NOT_FOUND : SIGN_IN;
    }
    return decide(visitor.user().get(), way);
  }

  /** For customers. */
  private int decide(User user, Way way) {
    return switch (way.who()) {
      case ANYONE, SIGNED_IN -> 200;
      case ACCOUNT_ITSELF -> user.name().equals(way.path().get("username")) ? 200 : FORBIDDEN;
      case CUSTOMER_ITSELF -> isOf(user, customer(way)) ? 200 : NOT_FOUND;
      case OWNER, READER -> isOf(user, order(way).flatMap(owners)) ? 200 : NOT_FOUND;
      case STAFF -> FORBIDDEN;
    };
  }

  private static boolean isGuest(Visitor visitor, Way way) {
    return order(way).flatMap(visitor::guestLink).isPresent();
  }

  private static boolean isOf(User user, Optional<CustomerId> whose) {
    return whose.isPresent() && user.maySee(whose.get());
  }

  private static Optional<CustomerId> customer(Way way) {
    return CustomerId.parse(way.path().getOrDefault("id", ""));
  }

  private static Optional<OrderId> order(Way way) {
    return OrderId.parse(way.path().getOrDefault("id", ""));
  }
}
