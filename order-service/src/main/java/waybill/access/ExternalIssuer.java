package waybill.access;

import io.helidon.common.configurable.Resource;
import io.helidon.security.jwt.Jwt;
import io.helidon.security.jwt.jwk.Jwk;
import io.helidon.security.jwt.jwk.JwkKeys;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import waybill.order.CustomerId;

/**
 * Tokens of an outside issuer, whose public keys are at a configured address. They say by {@code
 * role} and {@code customer} what our own say; we cannot revoke them, so they should be
 * short-lived. Safe for use by many threads.
 */
final class ExternalIssuer {
  private static final Logger LOG = System.getLogger(ExternalIssuer.class.getName());

  /** Keys are read again after so long, so that withdrawn ones are. */
  private static final Duration FRESH = Duration.ofMinutes(10);

  /** An unknown key id may be a new key; but invented ids do not cause more requests. */
  private static final Duration ASKED = Duration.ofSeconds(30);

  /** Others wait meanwhile who show a token of this issuer. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int MOST = 1024 * 1024;

  private final AccessSettings.Issuer issuer;
  private final InstantSource clock;
  private JwkKeys keys = JwkKeys.builder().build();
  private Instant asked = Instant.MIN;

  ExternalIssuer(AccessSettings.Issuer issuer, InstantSource clock) {
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

  private static byte[] read(URI address) throws IOException {
    if ("file".equals(address.getScheme())) {
      return Files.readAllBytes(Path.of(address));
    }
    var connection = address.toURL().openConnection();
    connection.setConnectTimeout((int) PATIENCE.toMillis());
    connection.setReadTimeout((int) PATIENCE.toMillis());
    try (var in = connection.getInputStream()) {
      return in.readNBytes(MOST);
    }
  }

  private void load() {
    asked = clock.instant();
    try {
      keys = JwkKeys.builder().resource(Resource.create("keys", read(issuer.keys()))).build();
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.WARNING, "the keys of " + issuer.name() + " cannot be read; the old ones stay", e);
    }
  }
}
