package waybill.throttle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static waybill.log.Columns.ago;
import static waybill.log.Columns.number;
import static waybill.log.Columns.text;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import waybill.log.Database;
import waybill.log.Transaction;

/**
 * A throttle that several nodes share by their database, about: each counts by itself, and once a
 * second they tell each other the names that they slow down. So of the failures that cost nothing
 * each node has its own, and of {@code n} nodes each may allow one attempt in the pause that is
 * meant for all. An attempt costs the database nothing. Safe for use by many threads.
 */
public final class SharedThrottle {
  /** If the database is away for long, the rest is not told. */
  private static final int MAX_CHANGED = 10_000;

  /** Exchanges overlap, because a commit takes time to become visible. */
  private static final Duration OVERLAP = Duration.ofSeconds(5);

  private static final String CHANGED =
      "select id, failures from failed_attempt where kind = ? and at > ";

  private static final String DELETE_OLD =
      "delete from failed_attempt where at < " + ago(Throttle.MEMORY);

  private final Database database;
  private final String kind;
  private final Throttle own;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();

  /** What the others were told last, so that this node does not hear itself. */
  private final Map<String, Integer> told = new HashMap<>();

  private boolean exchanged;

  /**
   * @param kind of the names, at most 20 characters
   */
  public SharedThrottle(Database database, String kind, Duration maxPause, InstantSource clock) {
    this.database = database;
    this.kind = kind;
    this.own = new Throttle(maxPause, clock);
  }

  /** As {@link Throttle#begin}. */
  public Duration begin(String name) {
    return own.begin(id(name));
  }

  /** As {@link Throttle#count}. */
  public Duration count(String name) {
    return own.count(id(name));
  }

  /** Ends an attempt. Others are told of those that failed only, not of those under way. */
  public void end(String name, boolean failed) {
    var id = id(name);
    if (!failed) {
      own.takeBack(id);
    } else if (own.failures(id) >= Throttle.FREE_FAILURES && changed.size() < MAX_CHANGED) {
      changed.add(id);
    }
  }

  /** People type passwords into the wrong field, so the database gets no name. */
  private static String id(String name) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Failures(String id, int count) {}

  /** Tells the other nodes, and hears of them. To be called once a second, by one thread. */
  public void exchange() {
    // in one order, so that no node waits for one that waits for it
    var ids = changed.stream().sorted().toList();
    changed.removeAll(ids);
    if (told.size() > MAX_CHANGED) {
      told.clear();
    }
    ids.forEach(id -> told.put(id, own.failures(id)));
    var heard =
        database.write(tx -> {
          ids.forEach(id -> tell(tx, id, told.getOrDefault(id, 0)));
          tx.execute(DELETE_OLD);
          return tx.list(
              CHANGED + ago(exchanged ? OVERLAP : Throttle.MEMORY),
              row -> new Failures(text(row, "id"), (int) number(row, "failures")),
              kind);
        });
    exchanged = true;
    heard.stream()
        .filter(it -> told.getOrDefault(it.id(), 0) != it.count())
        .forEach(it -> own.failedElsewhere(it.id(), it.count()));
  }

  private void tell(Transaction tx, String id, int failures) {
    var updated =
        tx.execute(
            "update failed_attempt set failures = greatest(failures, ?), at = current_timestamp where kind = ? and id = ?",
            failures,
            kind,
            id);
    if (updated == 0) {
      tx.execute(
          "insert into failed_attempt (kind, id, failures, at) values (?, ?, ?, current_timestamp)",
          kind,
          id,
          failures);
    }
  }
}
