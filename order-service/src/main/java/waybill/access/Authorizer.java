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
 * Helidon's authorization provider: decides by the requirement of the route, the caller and the
 * order, customer or account that the path names.
 */
final class Authorizer implements AuthorizationProvider {
  static final int SIGN_IN = 401;
  static final int FORBIDDEN = 403;

  /** Another customer's data looks as if it did not exist. */
  static final int NOT_FOUND = 404;

  private final Function<OrderId, Optional<CustomerId>> owners;

  Authorizer(Function<OrderId, Optional<CustomerId>> owners) {
    this.owners = owners;
  }

  /** What the caller asks for. */
  record Target(Requirement requirement, Map<String, String> path) {}

  @Override
  public AuthorizationResponse authorize(ProviderRequest request) {
    var caller = Callers.of(request.securityContext());
    var target = (Target) request.getObject().orElseThrow();
    int status = decide(caller, target);
    return status == 200
        ? AuthorizationResponse.permit()
        : AuthorizationResponse.builder()
            .status(SecurityStatus.FAILURE_FINISH)
            .statusCode(status)
            .build();
  }

  private int decide(Caller caller, Target target) {
    if (target.requirement() == Requirement.ANYONE || caller.isStaff()) {
      return 200;
    }
    if (target.requirement() == Requirement.READER
        && order(target).flatMap(caller::guestLink).isPresent()) {
      return 200;
    }
    if (caller.user().isEmpty()) {
      return target.requirement() == Requirement.READER && !caller.links().isEmpty()
          ? NOT_FOUND
          : SIGN_IN;
    }
    return decide(caller.user().get(), target);
  }

  /** The decision on a customer. */
  private int decide(User user, Target target) {
    return switch (target.requirement()) {
      case ANYONE, SIGNED_IN -> 200;
      case ACCOUNT_ITSELF -> user.name().equals(target.path().get("username")) ? 200 : FORBIDDEN;
      case CUSTOMER_ITSELF -> isOf(user, CustomerId.parse(id(target))) ? 200 : NOT_FOUND;
      case OWNER, READER -> isOf(user, order(target).flatMap(owners)) ? 200 : NOT_FOUND;
      case STAFF -> FORBIDDEN;
    };
  }

  private static boolean isOf(User user, Optional<CustomerId> whose) {
    return whose.isPresent() && user.maySee(whose.get());
  }

  private static Optional<OrderId> order(Target target) {
    return OrderId.parse(id(target));
  }

  private static String id(Target target) {
    return target.path().getOrDefault("id", "");
  }
}
