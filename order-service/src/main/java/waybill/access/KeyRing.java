package waybill.access;

import io.helidon.security.jwt.jwk.Jwk;
import io.helidon.security.jwt.jwk.JwkEC;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import waybill.access.SigningKeys.KeyPair;

/**
 * The keys of our tokens, shared by all nodes through the database. A new one signs from then on;
 * the old ones verify until the last token they signed has expired. Safe for use by many threads.
 */
public final class KeyRing {
  /** A key signs for so long. */
  static final Duration SIGNS = Duration.ofDays(30);

  /** An unknown key id may be another node's newest: the database is asked, but not more often. */
  private static final Duration ASKED = Duration.ofSeconds(5);

  private record Key(JwkEC jwk, Instant created) {}

  private final SigningKeys stored;
  private final Duration tokenLife;
  private final InstantSource clock;
  private volatile List<Key> keys = List.of();
  private volatile Instant asked = Instant.MIN;

  public KeyRing(SigningKeys stored, Duration tokenLife, InstantSource clock) {
    this.stored = stored;
    this.tokenLife = tokenLife;
    this.clock = clock;
    load();
  }

  /** The one that signs; a new one if the newest has signed for long enough. */
  synchronized JwkEC current() {
    var now = clock.instant();
    if (isWorn(now)) {
      load();
    }
    if (isWorn(now)) {
      stored.forget(now.minus(SIGNS).minus(tokenLife).minus(Duration.ofDays(1)));
      stored.add(generate(now));
      load();
    }
    return keys.getFirst().jwk();
  }

  private boolean isWorn(Instant now) {
    return keys.isEmpty() || keys.getFirst().created().plus(SIGNS).isBefore(now);
  }

  /** The public key of this id. */
  Optional<Jwk> find(String id) {
    return known(id)
        .or(() -> {
          if (asked.plus(ASKED).isBefore(clock.instant())) {
            load();
          }
          return known(id);
        });
  }

  private Optional<Jwk> known(String id) {
    return keys.stream().map(Key::jwk).filter(jwk -> id.equals(jwk.keyId())).findAny().map(j -> j);
  }

  private synchronized void load() {
    asked = clock.instant();
    keys = stored.all().stream().map(KeyRing::read).toList();
  }

  private static KeyPair generate(Instant now) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      return new KeyPair(
          Secret.random(8), pair.getPublic().getEncoded(), pair.getPrivate().getEncoded(), now);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Key read(KeyPair pair) {
    try {
      var factory = KeyFactory.getInstance("EC");
      var jwk =
          JwkEC.builder()
              .keyId(pair.id())
              .algorithm(JwkEC.ALG_ES256)
              .publicKey(
                  (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(pair.publicKey())))
              .privateKey(
                  (ECPrivateKey)
                      factory.generatePrivate(new PKCS8EncodedKeySpec(pair.privateKey())))
              .build();
      return new Key(jwk, pair.created());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
