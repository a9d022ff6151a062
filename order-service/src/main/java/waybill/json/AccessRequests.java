package waybill.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import waybill.json.Fields.InvalidFields;
import waybill.order.CustomerId;
import waybill.order.FieldError;

/** What may be asked for about accounts, links and notes, from JSON to values. */
public final class AccessRequests {
  /** NIST SP 800-63B asks for 8 at least and 64 possible, and for no rules about what they are. */
  private static final Pattern PASSWORD = Pattern.compile("(?s).{8,200}");

  private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");
  private static final Pattern ROLE = Pattern.compile("staff|customer");
  private static final String PASSWORD_RULE = "must have 8 to 200 characters";
  private static final int ANY = 200;
  private static final int NOTE = 2000;

  private AccessRequests() {}

  /** Somebody's name and password, whatever they are. */
  public record Credentials(String username, String password) {
    @Override
    public String toString() {
      return "Credentials of " + username;
    }
  }

  public static Credentials credentials(JsonNode body) {
    return Fields.read(
        body, f -> new Credentials(f.text("username", ANY), f.text("password", ANY)));
  }

  /** An account to be made. */
  public record NewAccount(
      String username, String password, String role, Optional<CustomerId> customer) {
    @Override
    public String toString() {
      return "NewAccount " + username;
    }
  }

  public static NewAccount newAccount(JsonNode body) {
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
      throw wrong("/customerId", "belongs to the role customer, and only to it");
    }
    return account;
  }

  /** A new password, and the old one of whoever changes an own one. */
  public record NewPassword(Optional<String> old, String password) {
    @Override
    public String toString() {
      return "NewPassword";
    }
  }

  public static NewPassword newPassword(JsonNode body) {
    return Fields.read(
        body,
        f ->
            new NewPassword(
                f.optionalText("oldPassword", ANY), f.match("password", PASSWORD, PASSWORD_RULE)));
  }

  /**
   * When a new link is to expire.
   *
   * @param longest from now
   */
  public static Optional<Instant> newLink(JsonNode body, Instant now, Duration longest) {
    var expires = Fields.read(body, f -> f.optionalInstant("expiresAt"));
    if (expires.isPresent()
        && (!expires.get().isAfter(now) || expires.get().isAfter(now.plus(longest)))) {
      throw wrong("/expiresAt", "must be within the next " + longest.toDays() + " days");
    }
    return expires;
  }

  public static String redeem(JsonNode body) {
    return Fields.read(body, f -> f.text("secret", ANY));
  }

  public static String note(JsonNode body) {
    return Fields.read(body, f -> f.text("text", NOTE));
  }

  /** What is wrong only with regard to something else. */
  public static InvalidFields wrong(String pointer, String detail) {
    return new InvalidFields(List.of(new FieldError(pointer, detail)));
  }
}
