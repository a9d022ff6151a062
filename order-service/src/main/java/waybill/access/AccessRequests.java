package waybill.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import waybill.json.Fields;
import waybill.json.Fields.InvalidFields;
import waybill.order.CustomerId;

/** The bodies of requests about sign-in, accounts and links, from JSON to values. */
final class AccessRequests {
  private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");
  private static final Pattern CUSTOMER = Pattern.compile(CustomerId.SHAPE);
  private static final int MAX_LENGTH = 200;

  /** Of a password to be checked: no limit of its own, so that each that was set can be typed. */
  private static final int MAX_TYPED = 1000;

  private AccessRequests() {}

  /** A name and a password to be checked. */
  record Credentials(String username, String password) {
    @Override
    public String toString() {
      return "Credentials of " + username;
    }
  }

  static Credentials credentials(JsonNode body) {
    return Fields.read(
        body,
        f -> new Credentials(f.text("username", MAX_LENGTH), f.password("password", 1, MAX_TYPED)));
  }

  /** An account to make. */
  record NewAccount(String username, String password, Role role, Optional<CustomerId> customer) {
    @Override
    public String toString() {
      return "NewAccount " + username;
    }
  }

  static NewAccount newAccount(JsonNode body) {
    var account =
        Fields.read(
            body,
            f ->
                new NewAccount(
                    f.match(
                        "username",
                        USERNAME,
                        "must be 1 to 60 small letters, digits, dots, dashes or underscores"),
                    password(f),
                    f.oneOf("role", List.of(Role.values())),
                    f.optionalMatch("customerId", CUSTOMER, "there is no such customer")
                        .flatMap(CustomerId::parse)));
    if ((account.role() == Role.CUSTOMER) != account.customer().isPresent()) {
      throw InvalidFields.of("/customerId", "belongs to the role customer, and only to it");
    }
    return account;
  }

  /** A new password, with the old one if callers change their own. */
  record NewPassword(Optional<String> old, String password) {
    @Override
    public String toString() {
      return "NewPassword";
    }
  }

  static NewPassword newPassword(JsonNode body) {
    return Fields.read(
        body, f -> new NewPassword(f.optionalPassword("oldPassword", 1, MAX_TYPED), password(f)));
  }

  /** A password to be set. */
  private static String password(Fields f) {
    var typed = f.optionalPassword("password", 1, MAX_TYPED).flatMap(Passwords::acceptable);
    if (typed.isEmpty()) {
      f.error("password", Passwords.RULE);
    }
    return typed.orElse("?");
  }

  /** The expiry of a new link, at most {@code maxLife} from now; empty for the default. */
  static Optional<Instant> newLink(JsonNode body, Instant now, Duration maxLife) {
    var expires = Fields.read(body, f -> f.optionalInstant("expiresAt"));
    if (expires.isPresent()
        && (!expires.get().isAfter(now) || expires.get().isAfter(now.plus(maxLife)))) {
      throw InvalidFields.of("/expiresAt", "must be within the next " + maxLife.toDays() + " days");
    }
    return expires;
  }

  static String redeem(JsonNode body) {
    return Fields.read(body, f -> f.text("secret", MAX_LENGTH));
  }
}
