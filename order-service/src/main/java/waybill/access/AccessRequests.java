package waybill.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import waybill.json.Fields;
import waybill.json.Fields.InvalidFields;
import waybill.order.CustomerId;

/** Requests about accounts and links, from JSON to values. */
final class AccessRequests {
  /** NIST SP 800-63B asks for 8 at least and 64 possible, and for no rules about what they are. */
  private static final Pattern PASSWORD = Pattern.compile("(?s).{8,200}");

  private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");
  private static final Pattern ROLE = Pattern.compile("staff|customer");
  private static final String PASSWORD_RULE = "must have 8 to 200 characters";
  private static final int MAX_LENGTH = 200;

  private AccessRequests() {}

  /** A name and a password, right or wrong. */
  record Credentials(String username, String password) {
    @Override
    public String toString() {
      return "Credentials of " + username;
    }
  }

  static Credentials credentials(JsonNode body) {
    return Fields.read(
        body, f -> new Credentials(f.text("username", MAX_LENGTH), f.text("password", MAX_LENGTH)));
  }

  /** An account to make. */
  record NewAccount(String username, String password, String role, Optional<CustomerId> customer) {
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
                    f.match("password", PASSWORD, PASSWORD_RULE),
                    f.match("role", ROLE, "must be staff or customer"),
                    f.optionalMatch(
                            "customerId",
                            Pattern.compile(CustomerId.SHAPE),
                            "there is no such customer")
                        .flatMap(CustomerId::parse)));
    if (account.role().equals("customer") != account.customer().isPresent()) {
      throw InvalidFields.of("/customerId", "belongs to the role customer, and only to it");
    }
    return account;
  }

  /** A new password, with the old one if people change their own. */
  record NewPassword(Optional<String> old, String password) {
    @Override
    public String toString() {
      return "NewPassword";
    }
  }

  static NewPassword newPassword(JsonNode body) {
    return Fields.read(
        body,
        f ->
            new NewPassword(
                f.optionalText("oldPassword", MAX_LENGTH),
                f.match("password", PASSWORD, PASSWORD_RULE)));
  }

  /**
   * When a new link is to expire.
   *
   * @param longest from now
   */
  static Optional<Instant> newLink(JsonNode body, Instant now, Duration longest) {
    var expires = Fields.read(body, f -> f.optionalInstant("expiresAt"));
    if (expires.isPresent()
        && (!expires.get().isAfter(now) || expires.get().isAfter(now.plus(longest)))) {
      throw InvalidFields.of("/expiresAt", "must be within the next " + longest.toDays() + " days");
    }
    return expires;
  }

  static String redeem(JsonNode body) {
    return Fields.read(body, f -> f.text("secret", MAX_LENGTH));
  }
}
