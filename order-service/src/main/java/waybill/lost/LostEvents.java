package waybill.lost;

import static waybill.log.Columns.text;

import java.time.Duration;
import java.util.List;
import java.util.Map.Entry;
import waybill.log.Database;
import waybill.stream.EventBus;
import waybill.stream.Hub;
import waybill.stream.Message;
import waybill.stream.Topic;

/**
 * Finds events that the bus has lost and that no later event reveals: compares how far the open
 * streams have come with how far the log goes. That is one query for all customers and one for all
 * orders, however many streams are open. Used by one thread.
 */
public final class LostEvents {
  /** How often to call {@link #findIfDue}, and so the period while the bus is degraded. */
  public static final Duration CHECK_PERIOD = Duration.ofMillis(250);

  private final Database database;
  private final Hub hub;
  private final EventBus bus;
  private final long period;
  private long lastPeriod = System.nanoTime();
  private boolean due;

  /**
   * @param period between two comparisons while the bus is well
   */
  public LostEvents(Database database, Hub hub, EventBus bus, Duration period) {
    this.database = database;
    this.hub = hub;
    this.bus = bus;
    this.period = period.toNanos();
  }

  /** Compares if the period is over, or if the bus may have lost something. */
  public void findIfDue() {
    boolean isPeriodOver = System.nanoTime() - lastPeriod >= period;
    // stays true if the comparison fails
    due |= bus.mayHaveLost() || isPeriodOver;
    if (due) {
      find();
      due = false;
    }
    if (isPeriodOver) {
      lastPeriod = System.nanoTime();
      // there is no number by which these streams could be compared
      bus.degraded().ifPresent(_ -> hub.deliver(Message.hint(Topic.ALL_CHANGES)));
    }
  }

  /** Has each stream that is behind its log read it. */
  public void find() {
    find("customer", "customer", "seq");
    find("order", "orders", "version");
  }

  private void find(String kind, String table, String number) {
    var prefix = kind + ":";
    var reached =
        hub.reached().entrySet().stream()
            .filter(it -> it.getKey().name().startsWith(prefix))
            .toList();
    if (!reached.isEmpty()) {
      var ids = reached.stream().map(topic -> topic.getKey().name().substring(prefix.length()));
      var numbers = reached.stream().map(Entry::getValue);
      var sql =
          """
          select reached.id from unnest(cast(? as varchar(40) array), cast(? as bigint array)) as reached (id, number)
           where exists (select 1 from event where %s_number = (select number from %s where id = reached.id)
                            and %s > reached.number)
          """
              .formatted(kind, table, number);
      behind(sql, ids.toArray(String[]::new), numbers.toArray(Long[]::new))
          .forEach(behind -> hub.deliver(Message.hint(new Topic(prefix + behind))));
    }
  }

  /** The ids whose log goes on after the number that stands at the same place. */
  private List<String> behind(String sql, String[] ids, Long[] numbers) {
    return database.inTransaction(tx -> tx.list(sql, row -> text(row, "id"), ids, numbers));
  }
}
