package waybill.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import waybill.order.CustomerId;

/** Users, tokens, accounts and links as the API shows them. */
final class AccessJson {
  private AccessJson() {}

  record UserView(String username, String role, Optional<String> customerId, Instant expiresAt) {
    static UserView of(User user) {
      return new UserView(
          user.name(),
          user.role().wireName(),
          user.customer().map(CustomerId::value),
          user.credential().expires());
    }
  }

  /** As RFC 6749, section 5.1, with names in camel case. */
  record TokenView(String accessToken, String tokenType, long expiresIn) {}

  record AccountView(String username, String role, Optional<String> customerId) {}

  /** The secret stands behind the {@code #} of the address, which browsers send to no server. */
  record NewLinkView(String id, String url, Instant expiresAt) {
    static NewLinkView of(Links.NewLink made) {
      return new NewLinkView(made.link().id(), "/track#" + made.secret(), made.link().expires());
    }
  }

  record LinkView(String id, Instant createdAt, String by, Instant expiresAt) {}

  record LinksView(List<LinkView> links) {
    static LinksView of(List<ShareLink> links) {
      return new LinksView(
          links.stream()
              .map(link ->
                  new LinkView(link.id(), link.created(), link.role().wireName(), link.expires()))
              .toList());
    }
  }

  record RedeemedView(String orderId) {}
}
