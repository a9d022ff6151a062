package waybill.access;

import static waybill.log.Columns.ago;
import static waybill.log.Columns.param;
import static waybill.log.Columns.text;
import static waybill.log.Columns.time;

import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import waybill.log.Database;
import waybill.log.Transaction;
import waybill.order.OrderId;

/**
 * Links that show an order to people without an account. Only the hashes of their secrets are
 * stored.
 */
public final class Links {
  static final Duration DEFAULT_LIFE = Duration.ofDays(30);
  static final Duration MAX_LIFE = Duration.ofDays(90);

  /** Links in one guest's cookie. */
  static final int MAX_HELD = 20;

  /** Links of one order that are valid at the same time, and that are made within a day. */
  private static final int MAX_VALID = 20;

  private static final int MAX_A_DAY = 100;

  private static final String VALID = " and revoked_at is null and expires_at > ?";
  private static final String NEWEST_FIRST = " order by created_at desc, id";
  private static final String COLUMNS = "id, order_id, role, created_at, expires_at";

  private final Database database;
  private final InstantSource clock;

  Links(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A link that was just made.
   *
   * @param secret shown only now
   */
  record NewLink(ShareLink link, String secret) {}

  /** Makes a link; empty if the order has too many already. */
  Optional<NewLink> make(OrderId order, Role by, Optional<Instant> expires) {
    // in microseconds, as the database keeps times
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var secret = Secret.ofLink();
    var ends = expires.orElse(now.plus(DEFAULT_LIFE)).truncatedTo(ChronoUnit.MICROS);
    var link = new ShareLink(Secret.random(9), order, by, now, ends);
    return add(link, Secret.hash(secret))
        ? Optional.of(new NewLink(link, secret))
        : Optional.empty();
  }

  private boolean add(ShareLink link, String secretHash) {
    return database.write(tx -> {
      // the order's row is locked, so that two at once cannot both become the last one allowed
      tx.first("select id from orders where id = ? for update", _ -> true, link.order().value());
      var yesterday = link.created().minus(Duration.ofDays(1));
      if (count(tx, link.order(), VALID, link.created()) >= MAX_VALID
          || count(tx, link.order(), " and created_at > ?", yesterday) >= MAX_A_DAY) {
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

  private static int count(Transaction tx, OrderId order, String which, Instant time) {
    var sql = "select id from share_link where order_id = ?" + which;
    return tx.list(sql, _ -> true, order.value(), param(time)).size();
  }

  /** The valid link with this secret. */
  Optional<ShareLink> find(String secret) {
    return Secret.isPossible(secret)
        ? valid("secret_hash", Secret.hash(secret)).stream().findFirst()
        : Optional.empty();
  }

  /** The valid link of this id. */
  Optional<ShareLink> byId(String id) {
    return valid("id", id).stream().findFirst();
  }

  /** The valid links with this value in a column, newest first. */
  private List<ShareLink> valid(String column, String value) {
    var sql =
        "select " + COLUMNS + " from share_link where " + column + " = ?" + VALID + NEWEST_FIRST;
    return database.inTransaction(tx -> tx.list(sql, Links::read, value, param(clock.instant())));
  }

  /** The valid links whose secrets are in a guest's cookie. */
  List<ShareLink> held(String cookie) {
    return secrets(cookie).map(this::find).flatMap(Optional::stream).toList();
  }

  /** The secrets in a guest's cookie; those after {@link #MAX_HELD} are not looked at. */
  static Stream<String> secrets(String cookie) {
    return Arrays.stream(cookie.split("\\.", MAX_HELD + 1)).limit(MAX_HELD);
  }

  /** An order's valid links, newest first. */
  List<ShareLink> of(OrderId order) {
    return valid("order_id", order.value());
  }

  /** False if the order has no such link. Called by {@link Revocations}, which ends its streams. */
  boolean revoke(OrderId order, String id) {
    var now = clock.instant();
    return database.write(tx ->
        tx.execute(
            "update share_link set revoked_at = current_timestamp where order_id = ? and id = ?"
                + VALID,
            order.value(),
            id,
            param(now)))
        == 1;
  }

  /** The ids of the links that were revoked a short time ago. */
  List<String> revokedWithin(Duration time) {
    return database.inTransaction(tx ->
        tx.list(
            "select id from share_link where revoked_at >= " + ago(time), row -> text(row, "id")));
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
