package waybill.access;

import static waybill.log.Columns.bytes;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;
import static waybill.log.Columns.time;

import io.helidon.dbclient.DbRow;
import io.helidon.security.jwt.jwk.Jwk;
import io.helidon.security.jwt.jwk.JwkEC;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
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
import waybill.log.Database;

/**
 * The keys that sign our tokens, shared by all nodes through the database. The newest key signs; an
 * older one verifies until the last token it signed has expired. Safe for use by many threads.
 */
final class SigningKeys {
  static final Duration SIGNING_PERIOD = Duration.ofDays(30);

  /** An unknown key id may be another node's new key, but invented ids cause no more queries. */
  private static final Duration MIN_RELOAD_PAUSE = Duration.ofSeconds(5);

  private record Key(JwkEC jwk, Instant created) {}

  private final Database database;
  private final Duration tokenLife;
  private final InstantSource clock;
  private volatile List<Key> keys = List.of();
  private volatile Instant loaded = Instant.MIN;

  SigningKeys(Database database, Duration tokenLife, InstantSource clock) {
    this.database = database;
    this.tokenLife = tokenLife;
    this.clock = clock;
    load();
    database.epoch().whenChanged(this::forget);
  }

  /** Keys that a failover has lost sign nothing any more. */
  private void forget() {
    loaded = Instant.MIN;
    keys = List.of();
  }

  /** The key that signs; a new one if the newest has signed for long enough. */
  synchronized JwkEC current() {
    var now = clock.instant();
    if (isTooOld(now)) {
      load();
    }
    if (isTooOld(now)) {
      addNew(now);
      load();
    }
    return keys.getFirst().jwk();
  }

  private boolean isTooOld(Instant now) {
    return keys.isEmpty() || keys.getFirst().created().plus(SIGNING_PERIOD).isBefore(now);
  }

  /** The public key with this id. */
  Optional<Jwk> find(String id) {
    return loaded(id)
        .or(() -> {
          if (loaded.plus(MIN_RELOAD_PAUSE).isBefore(clock.instant())) {
            load();
          }
          return loaded(id);
        });
  }

  private Optional<Jwk> loaded(String id) {
    return keys.stream().<Jwk>map(Key::jwk).filter(jwk -> id.equals(jwk.keyId())).findAny();
  }

  /** The newest first. */
  private synchronized void load() {
    loaded = clock.instant();
    keys =
        database.inTransaction(tx ->
            tx.list(
                """
                select id, public_key, private_key, created_at from signing_key
                 order by created_at desc, id
                """,
                SigningKeys::read));
  }

  private static Key read(DbRow row) {
    var publicKey = new X509EncodedKeySpec(bytes(row, "public_key"));
    var privateKey = new PKCS8EncodedKeySpec(bytes(row, "private_key"));
    try {
      var factory = KeyFactory.getInstance("EC");
      var jwk =
          JwkEC.builder()
              .keyId(text(row, "id"))
              .algorithm(JwkEC.ALG_ES256)
              .publicKey((ECPublicKey) factory.generatePublic(publicKey))
              .privateKey((ECPrivateKey) factory.generatePrivate(privateKey))
              .build();
      return new Key(jwk, time(row, "created_at"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds a new key, and removes those whose last token has expired more than a day ago. */
  private void addNew(Instant now) {
    var pair = generate();
    database.write(tx -> {
      tx.execute(
          "delete from signing_key where created_at < ?",
          param(now.minus(SIGNING_PERIOD).minus(tokenLife).minus(Duration.ofDays(1))));
      return tx.execute(
          "insert into signing_key (id, public_key, private_key, created_at) values (?, ?, ?, ?)",
          Secret.random(8),
          pair.getPublic().getEncoded(),
          pair.getPrivate().getEncoded(),
          param(now));
    });
  }

  private static KeyPair generate() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
