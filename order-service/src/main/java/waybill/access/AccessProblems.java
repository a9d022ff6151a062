package waybill.access;

import java.time.Duration;
import waybill.http.Problem;

/** The problems of accounts, sessions, tokens and links. */
final class AccessProblems {
  private static final String REALM = "Bearer realm=\"waybill\"";

  private AccessProblems() {}

  /** No caller is known who might be allowed. */
  static Problem unauthorized() {
    return unauthorized("You must be signed in to do this.", "");
  }

  /** The request has a token that is not valid (RFC 6750, section 3.1). */
  static Problem badToken(boolean expired) {
    return unauthorized(
        expired ? "The token has expired. Ask for a new one." : "The token is not valid.",
        ", error=\"invalid_token\"");
  }

  private static Problem unauthorized(String detail, String error) {
    return Problem.of(401, "unauthorized", "Sign in first", detail)
        .with("WWW-Authenticate", REALM + error);
  }

  /** The same for a wrong password and for an unknown name. */
  static Problem badCredentials() {
    return Problem.of(
            401, "bad-credentials", "Sign-in failed", "The name or the password is wrong.")
        .with("WWW-Authenticate", REALM);
  }

  static Problem forbidden() {
    return Problem.of(
        403, "forbidden", "Not allowed", "You are signed in but not allowed to do this.");
  }

  static Problem tooManyAttempts(Duration pause) {
    return Problem.of(
            429, "too-many-attempts", "Too many attempts", "Wait a little before you try again.")
        .with("Retry-After", String.valueOf(Math.max(1, pause.toSeconds() + 1)));
  }

  static Problem busy() {
    return Problem.busy("Too many people are signing in.");
  }

  static Problem accountExists() {
    return Problem.exists("An account of this name exists, or existed once.");
  }

  /** Staff must not disable their own account, so that at least one staff account remains. */
  static Problem ownAccount() {
    return Problem.of(
        409, "own-account", "This is your own account", "Another member of staff must disable it.");
  }

  static Problem tooManyLinks() {
    var rule = "20 links of an order may be valid, and 100 made in a day: revoke one, or wait.";
    return Problem.of(409, "too-many-links", "Too many links", rule);
  }

  static Problem linkGone() {
    return Problem.of(
        404, "link-gone", "The link does not work", "It is unknown, has expired, or was revoked.");
  }
}
