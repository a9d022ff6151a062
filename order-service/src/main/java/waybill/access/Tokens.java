package waybill.access;

import io.helidon.security.jwt.Jwt;
import io.helidon.security.jwt.SignedJwt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import waybill.order.CustomerId;

/**
 * Our own tokens for scripts: JSON Web Tokens (RFC 7519), signed with ES256. A token is compared
 * with its account at each use, so a disabled account's tokens are void at once, on other nodes
 * after {@link AccountCache#MAX_AGE}.
 */
public final class Tokens {
  private static final String ISSUER = "waybill";
  private static final String GENERATION = "gen";

  private final AccountCache accounts;
  private final SigningKeys keys;
  private final Duration life;
  private final InstantSource clock;
  private final VerifiedTokens verified = new VerifiedTokens();

  Tokens(AccountCache accounts, SigningKeys keys, Duration life, InstantSource clock) {
    this.accounts = accounts;
    this.keys = keys;
    this.life = life;
    this.clock = clock;
  }

  /** Makes the first key, so that nodes that start together have the same. */
  public void prepare() {
    keys.current();
  }

  public Duration life() {
    return life;
  }

  public String issue(Account account) {
    var now = clock.instant();
    var key = keys.current();
    var jwt =
        Jwt.builder()
            .algorithm(key.algorithm())
            .keyId(key.keyId())
            .type("JWT")
            .issuer(ISSUER)
            .addAudience(ISSUER)
            .subject(account.username())
            .issueTime(now)
            .expirationTime(now.plus(life))
            .jwtId(Secret.random(12))
            .addPayloadClaim("role", account.role().wireName())
            .addPayloadClaim(GENERATION, account.generation());
    account.customer().map(CustomerId::value).ifPresent(id -> jwt.addPayloadClaim("customer", id));
    return SignedJwt.sign(jwt.build(), key).tokenContent();
  }

  /** The user whose token this is, if it is ours and valid. */
  Optional<User> find(String token) {
    var now = clock.instant();
    var known =
        verified.find(token, now).filter(jwt -> jwt.keyId().flatMap(keys::find).isPresent());
    return known.or(() -> verify(token, now)).flatMap(this::user);
  }

  /** Whether the token was ours and good, and has expired. */
  boolean isExpired(String token) {
    return Signatures.isExpired(token, expected(), clock.instant());
  }

  private Signatures.Expected expected() {
    return new Signatures.Expected(ISSUER, ISSUER, keys::find);
  }

  private Optional<Jwt> verify(String token, Instant now) {
    // a token that lasts longer than ours was made elsewhere, with a stolen key
    var longest = now.plus(life).plus(Signatures.MAX_CLOCK_SKEW);
    var jwt =
        Signatures.verify(token, expected(), now)
            .filter(good -> good.expirationTime().orElseThrow().isBefore(longest));
    jwt.ifPresent(good -> verified.remember(token, good));
    return jwt;
  }

  private Optional<User> user(Jwt jwt) {
    return jwt.subject()
        .flatMap(accounts::find)
        .filter(account -> !account.disabled() && isOfNow(jwt, account))
        .map(account ->
            new User(
                account.username(),
                account.role(),
                account.customer(),
                new Credential(
                    Credential.token(account, jwt.jwtId().orElse("")),
                    jwt.expirationTime().orElseThrow()),
                Optional.empty()));
  }

  private static boolean isOfNow(Jwt jwt, Account account) {
    return jwt.payloadClaim(GENERATION)
        .map(value -> value.toString().equals(String.valueOf(account.generation())))
        .orElse(false);
  }
}
