package waybill.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import waybill.limits.FairShare;
import waybill.log.Columns;
import waybill.log.Database;
import waybill.log.OrderStore;
import waybill.log.Transaction;
import waybill.order.Order;

/**
 * Finds orders for staff, the newest first, page by page: orders that arrive meanwhile disturb no
 * page. Every search goes through an index; none reads all orders to find a few.
 */
public final class OrderSearch {
  /** A word that begins more words than this is common: most of the newest orders have it. */
  private static final int MAX_RARE = 1000;

  private static final String BEGINS = "word >= ? and word < ?";

  /** The orders are looked up by the word. */
  private static final String BY_WORD =
      "id in (select order_id from order_search_word where " + BEGINS + ")";

  /** Each order is asked for the word. */
  private static final String WITH_WORD =
      "exists (select 1 from order_search_word where order_id = orders.id and " + BEGINS + ")";

  private static final String DONE = "status in ('CANCELLED', 'COMPLETED', 'RETURNED')";

  private final Database database;

  /** Two run at a time: those who search leave connections and processors to the others. */
  private final FairShare searches = new FairShare(2);

  public OrderSearch(Database database) {
    this.database = database;
  }

  /**
   * What to look for; what is absent does not narrow the search. Each of the words must begin a
   * word of the order; where there are words, but none of letters or digits, nothing is found.
   */
  record Query(
      Optional<List<String>> words,
      Optional<String> status,
      Optional<String> headline,
      Optional<String> customer,
      Optional<Boolean> done) {}

  /** One page, and where the next one begins if there is one. */
  record Result(List<Order> orders, Optional<SearchPage> next) {}

  /** The rest of a statement after {@link OrderStore#SELECT}, and its parameters. */
  record Condition(String sql, List<@Nullable Object> params) {}

  /**
   * Writes the words of an order, in the transaction that changes it. Only a new order and a new
   * tracking number have new words.
   */
  public static void index(Transaction tx, Optional<Order> before, Order after) {
    if (before.map(SearchWords::numbers).equals(Optional.of(SearchWords.numbers(after)))) {
      return;
    }
    var id = after.id().value();
    var old = before.map(SearchWords::of).orElse(Set.of());
    var words = SearchWords.of(after);
    for (var word : old) {
      if (!words.remove(word)) {
        tx.execute("delete from order_search_word where order_id = ? and word = ?", id, word);
      }
    }
    tx.execute(
        """
        insert into order_search_word (order_id, word)
        select cast(? as varchar(40)), word from unnest(cast(? as varchar(80) array)) as words (word)
        """,
        id,
        words.toArray(String[]::new));
  }

  Result find(Query query, Optional<SearchPage> page, int limit) {
    if (query.words().filter(List::isEmpty).isPresent()) {
      return new Result(List.of(), Optional.empty());
    }
    var found =
        searches.run(
            query.customer().orElse(""),
            () ->
                database.inTransaction(tx -> {
                  var condition = condition(tx, query, page, limit + 1);
                  return OrderStore.list(tx, condition.sql(), condition.params().toArray());
                }));
    if (found.size() <= limit) {
      return new Result(found, Optional.empty());
    }
    var last = found.get(limit - 1);
    return new Result(
        found.subList(0, limit), Optional.of(new SearchPage(last.placedAt(), last.id())));
  }

  static Condition condition(Transaction tx, Query query, Optional<SearchPage> page, int limit) {
    var conditions = new ArrayList<String>(List.of("true"));
    var params = new ArrayList<@Nullable Object>();
    // by all columns of an index, so that rows are read until the page is full, and not all of them
    var order = " order by placed_at desc, id desc limit ?";
    for (var filter :
        List.of(
            Map.entry("status", query.status()),
            Map.entry("headline", query.headline()),
            Map.entry("customer_id", query.customer()))) {
      if (filter.getValue().isPresent()) {
        conditions.add(filter.getKey() + " = ?");
        params.add(filter.getValue().get());
        order = " order by " + filter.getKey() + " desc, placed_at desc, id desc limit ?";
      }
    }
    query.done().ifPresent(done -> conditions.add(done ? DONE : "not " + DONE));
    addWords(tx, query.words().orElse(List.of()), conditions, params);
    if (page.isPresent()) {
      conditions.add("placed_at <= ? and (placed_at < ? or id < ?)");
      var placedAt = Columns.param(page.get().placedAt());
      params.addAll(List.of(placedAt, placedAt, page.get().id().value()));
    }
    params.add(limit);
    return new Condition("where " + String.join(" and ", conditions) + order, params);
  }

  /**
   * Orders with a rare word are looked up by it. Where all words are common, the newest orders are
   * asked for them, one after the other, until a page is full.
   */
  private static void addWords(
      Transaction tx, List<String> asked, List<String> conditions, List<@Nullable Object> params) {
    var words =
        SearchWords.oneNumber(asked)
            .filter(number -> count(tx, number, 1) > 0)
            .map(List::of)
            .orElse(asked);
    var rare = words.stream().filter(word -> count(tx, word, MAX_RARE + 1) <= MAX_RARE).findFirst();
    for (var word : words) {
      conditions.add(rare.filter(word::equals).isPresent() ? BY_WORD : WITH_WORD);
      params.addAll(List.of(word, end(word)));
    }
  }

  /** How many words begin so, counted up to a limit. */
  private static int count(Transaction tx, String word, int limit) {
    return tx.list(
            "select word from order_search_word where " + BEGINS + " limit ?",
            row -> row,
            word,
            end(word),
            limit)
        .size();
  }

  /** After all words that begin so, whether the order is one of UTF-16 units or of code points. */
  private static String end(String word) {
    int last = word.codePointBefore(word.length());
    int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
    return word.substring(0, word.length() - Character.charCount(last))
        + Character.toString(Math.min(next, Character.MAX_CODE_POINT));
  }
}
