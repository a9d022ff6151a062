package waybill.access;

import static waybill.log.Columns.bytes;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;
import static waybill.log.Columns.time;

import java.time.Instant;
import java.util.List;
import waybill.log.Database;

/** The keys that sign our tokens, the same for all nodes. */
public final class SigningKeys {
  private final Database database;

  public SigningKeys(Database database) {
    this.database = database;
  }

  /**
   * A key pair.
   *
   * @param publicKey as X.509 SubjectPublicKeyInfo
   * @param privateKey as PKCS#8
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record KeyPair(String id, byte[] publicKey, byte[] privateKey, Instant created) {}

  /** The newest first. */
  public List<KeyPair> all() {
    return database.inTransaction(tx ->
        tx.list(
            "select id, public_key, private_key, created_at from signing_key order by created_at desc, id",
            row ->
                new KeyPair(
                    text(row, "id"),
                    bytes(row, "public_key"),
                    bytes(row, "private_key"),
                    time(row, "created_at"))));
  }

  public void add(KeyPair key) {
    database.inTransaction(tx ->
        tx.execute(
            "insert into signing_key (id, public_key, private_key, created_at) values (?, ?, ?, ?)",
            key.id(),
            key.publicKey(),
            key.privateKey(),
            param(key.created())));
  }

  /** Removes those older than this. */
  public void forget(Instant olderThan) {
    database.inTransaction(
        tx -> tx.execute("delete from signing_key where created_at < ?", param(olderThan)));
  }
}
