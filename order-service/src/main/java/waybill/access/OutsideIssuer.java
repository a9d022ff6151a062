package waybill.access;

import io.helidon.common.configurable.Resource;
import io.helidon.security.jwt.Jwt;
import io.helidon.security.jwt.jwk.Jwk;
import io.helidon.security.jwt.jwk.JwkKeys;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import waybill.order.CustomerId;
import waybill.store.access.Role;

/**
 * Tokens of somebody else's, whose public keys we were told where to find. They say by {@code role}
 * and {@code customer} what our own say; we cannot revoke them, so they should be short-lived. Safe
 * for use by many threads.
 */
final class OutsideIssuer {
  private static final Logger LOG = System.getLogger(OutsideIssuer.class.getName());

  /** Keys are read again after so long, so that withdrawn ones are. */
  private static final Duration FRESH = Duration.ofMinutes(10);

  /**
   * An unknown key id may be a new key; but whoever invents ids does not make us ask more often.
   */
  private static final Duration ASKED = Duration.ofSeconds(30);

  private final AccessSettings.Issuer issuer;
  private final InstantSource clock;
  private JwkKeys keys = JwkKeys.builder().build();
  private Instant asked = Instant.MIN;

  OutsideIssuer(AccessSettings.Issuer issuer, InstantSource clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  /** Whose token it is, if it is one of this issuer's and good. */
  Optional<User> find(String token) {
    var expected = new Signatures.Expected(issuer.name(), issuer.audience(), this::key);
    return Signatures.verify(token, expected, clock.instant()).flatMap(this::user);
  }

  private Optional<User> user(Jwt jwt) {
    var role = Signatures.text(jwt, "role");
    var customer = Signatures.text(jwt, "customer").flatMap(CustomerId::parse);
    for (var known : Role.values()) {
      if (role.equals(Optional.of(known.wireName()))
          && customer.isPresent() == (known == Role.CUSTOMER)) {
        return jwt.subject().map(subject -> user(jwt, subject, known, customer));
      }
    }
    return Optional.empty();
  }

  /** The name can be no account's of ours: ours have no "@". */
  private User user(Jwt jwt, String subject, Role role, Optional<CustomerId> customer) {
    var name = subject + "@" + issuer.name();
    return new User(
        name.substring(0, Math.min(name.length(), 200)),
        role,
        customer,
        new Credential("issuer:" + jwt.jwtId().orElse(subject), jwt.expirationTime().orElseThrow()),
        Optional.empty());
  }

  private synchronized Optional<Jwk> key(String id) {
    var age = Duration.between(asked, clock.instant());
    if (age.compareTo(FRESH) > 0 || (keys.forKeyId(id).isEmpty() && age.compareTo(ASKED) > 0)) {
      load();
    }
    return keys.forKeyId(id);
  }

  private void load() {
    asked = clock.instant();
    try {
      var address = issuer.keys();
      var resource =
          "file".equals(String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT))
              ? Resource.create(Path.of(address))
              : Resource.create(address);
      keys = JwkKeys.builder().resource(resource).build();
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING, "the keys of " + issuer.name() + " cannot be read; the old ones stay", e);
    }
  }
}
