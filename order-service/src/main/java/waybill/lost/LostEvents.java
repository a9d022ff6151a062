package waybill.lost;

import static waybill.log.Columns.text;

import java.util.List;
import java.util.Map.Entry;
import waybill.log.Database;
import waybill.stream.Hub;
import waybill.stream.Log;
import waybill.stream.Message;
import waybill.stream.Topic;

/**
 * Finds events that the bus has lost and that no later event reveals: compares how far the open
 * streams have come with how far the log goes. That is one query for all customers and one for all
 * orders, however many streams are open.
 */
public final class LostEvents {
  private final Database database;
  private final Log log;
  private final Hub hub;

  public LostEvents(Database database, Log log, Hub hub) {
    this.database = database;
    this.log = log;
    this.hub = hub;
  }

  /** To be called once in a ping period. */
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
          .forEach(behind -> deliverLast(new Topic(prefix + behind)));
    }
  }

  /** The ids whose log goes on after the number that stands at the same place. */
  private List<String> behind(String sql, String[] ids, Long[] numbers) {
    return database.inTransaction(tx -> tx.list(sql, row -> text(row, "id"), ids, numbers));
  }

  /** A stream that misses more than the last event reads the log for the others. */
  private void deliverLast(Topic topic) {
    var last = log.after(topic, log.head(topic) - 1, 1).getFirst();
    hub.deliver(new Message(topic, last.number(), last.type(), last.data()));
  }
}
