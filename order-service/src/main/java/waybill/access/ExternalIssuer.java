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
 * Tokens of an outside issuer, whose public keys are at a configured address. Their {@code role}
 * and {@code customer} mean the same as in our own tokens. We cannot revoke them, so they should be
 * short-lived. Safe for use by many threads.
 */
final class ExternalIssuer {
  private static final Logger LOG = System.getLogger(ExternalIssuer.class.getName());

  /** Keys are read again after so long, so that a withdrawn key is forgotten. */
  private static final Duration MAX_KEY_AGE = Duration.ofMinutes(10);

  /** An unknown key id may be a new key, but invented ids cause no more requests than this. */
  private static final Duration MIN_READ_PAUSE = Duration.ofSeconds(30);

  /** Meanwhile all other requests with a token of this issuer wait. */
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);

  private static final int MAX_KEY_SET_SIZE = 1024 * 1024;
  private static final int MAX_NAME_LENGTH = 200;

  private final AccessSettings.Issuer issuer;
  private final InstantSource clock;
  private JwkKeys keys = JwkKeys.builder().build();
  private Instant lastRead = Instant.MIN;

  ExternalIssuer(AccessSettings.Issuer issuer, InstantSource clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  /** The user whose token this is, if it is this issuer's and valid. */
  Optional<User> find(String token) {
    return Signatures.verify(token, expected(), clock.instant()).flatMap(this::user);
  }

  /** Whether the token was good, and has expired. */
  boolean isExpired(String token) {
    return Signatures.isExpired(token, expected(), clock.instant());
  }

  private Signatures.Expected expected() {
    return new Signatures.Expected(issuer.name(), issuer.audience(), this::key);
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

  /** The name cannot be that of an account here, whose names have no "@". */
  private User user(Jwt jwt, String subject, Role role, Optional<CustomerId> customer) {
    var name = subject + "@" + issuer.name();
    return new User(
        name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH)),
        role,
        customer,
        new Credential("issuer:" + jwt.jwtId().orElse(subject), jwt.expirationTime().orElseThrow()),
        Optional.empty());
  }

  private synchronized Optional<Jwk> key(String id) {
    var age = Duration.between(lastRead, clock.instant());
    if (age.compareTo(MAX_KEY_AGE) > 0
        || (keys.forKeyId(id).isEmpty() && age.compareTo(MIN_READ_PAUSE) > 0)) {
      load();
    }
    return keys.forKeyId(id);
  }

  private static byte[] read(URI address) throws IOException {
    if ("file".equals(address.getScheme())) {
      return Files.readAllBytes(Path.of(address));
    }
    var connection = address.toURL().openConnection();
    connection.setConnectTimeout((int) READ_TIMEOUT.toMillis());
    connection.setReadTimeout((int) READ_TIMEOUT.toMillis());
    try (var in = connection.getInputStream()) {
      return in.readNBytes(MAX_KEY_SET_SIZE);
    }
  }

  private void load() {
    lastRead = clock.instant();
    try {
      keys = JwkKeys.builder().resource(Resource.create("keys", read(issuer.keys()))).build();
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.WARNING, "the keys of " + issuer.name() + " cannot be read; the old ones stay", e);
    }
  }
}
