package waybill.access;

import static waybill.store.Columns.param;
import static waybill.store.Columns.text;
import static waybill.store.Columns.time;

import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import waybill.order.OrderId;
import waybill.store.Database;

/** The share links; of their secrets only the hashes. */
public final class ShareLinks {
  private static final String VALID = " and revoked_at is null and expires_at > ?";
  private static final String COLUMNS = "id, order_id, role, created_at, expires_at";

  private final Database database;

  public ShareLinks(Database database) {
    this.database = database;
  }

  /** Adds one unless the order has too many that are valid: then false. */
  public boolean add(ShareLink link, String secretHash, int most) {
    return database.inTransaction(tx -> {
      // the order's row is held, so that two at once cannot both be the last
      tx.first("select id from orders where id = ? for update", _ -> true, link.order().value());
      var valid =
          tx.list(
              "select id from share_link where order_id = ?" + VALID,
              _ -> true,
              link.order().value(),
              param(link.created()));
      if (valid.size() >= most) {
        return false;
      }
      tx.execute(
          """
          insert into share_link (id, order_id, secret_hash, role, created_at, expires_at)
          values (?, ?, ?, ?, ?, ?)
          """,
          link.id(),
          link.order().value(),
          secretHash,
          link.role().wireName(),
          param(link.created()),
          param(link.expires()));
      return true;
    });
  }

  /** The valid one with this secret. */
  public Optional<ShareLink> find(String secretHash, Instant now) {
    return database.inTransaction(tx ->
        tx.first(
            "select " + COLUMNS + " from share_link where secret_hash = ?" + VALID,
            ShareLinks::read,
            secretHash,
            param(now)));
  }

  /** An order's valid ones, newest first. */
  public List<ShareLink> of(OrderId order, Instant now) {
    return database.inTransaction(tx ->
        tx.list(
            "select "
                + COLUMNS
                + " from share_link where order_id = ?"
                + VALID
                + " order by created_at desc, id",
            ShareLinks::read,
            order.value(),
            param(now)));
  }

  /** Revokes one of the order's; false if there is none of that id. */
  public boolean revoke(OrderId order, String id, Instant now) {
    return database.inTransaction(tx ->
        tx.execute(
            """
            update share_link set revoked_at = ?
             where order_id = ? and id = ? and revoked_at is null and expires_at > ?
            """,
            param(now),
            order.value(),
            id,
            param(now)))
        == 1;
  }

  /** Those that were revoked since then. */
  public List<String> revokedSince(Instant time) {
    return database.inTransaction(tx ->
        tx.list(
            "select id from share_link where revoked_at >= ?",
            row -> text(row, "id"),
            param(time)));
  }

  private static ShareLink read(DbRow row) {
    return new ShareLink(
        text(row, "id"),
        new OrderId(text(row, "order_id")),
        Role.named(text(row, "role")),
        time(row, "created_at"),
        time(row, "expires_at"));
  }
}
