package waybill.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.Shipment;

/**
 * Finds orders for staff, the newest first, page by page: orders that arrive meanwhile disturb no
 * page.
 */
public final class OrderSearch {
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern WILDCARDS = Pattern.compile("[!%_]");

  /** The rest of the text is looked for as one word. */
  private static final int MAX_WORDS = 8;

  /** The width of the column; what goes beyond is not searched. */
  private static final int MAX_SEARCHABLE = 100_000;

  private static final String DONE = "status in ('CANCELLED', 'COMPLETED', 'RETURNED')";

  private final Database database;

  public OrderSearch(Database database) {
    this.database = database;
  }

  /**
   * What to look for; what is absent does not narrow the search. All words of {@code text} must
   * occur.
   */
  public record Query(
      Optional<String> text,
      Optional<String> status,
      Optional<String> headline,
      Optional<String> customer,
      Optional<Boolean> done) {}

  /** Where a page begins: after this order. Opaque to clients. */
  public record Page(Instant placedAt, OrderId id) {
    /** Beyond these no order was placed, and databases cannot count much further. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    public static Optional<Page> parse(String token) {
      try {
        var parts = new String(Base64.getUrlDecoder().decode(token), UTF_8).split(" ", 2);
        if (parts.length != 2) {
          return Optional.empty();
        }
        var placedAt = Instant.parse(parts[0]);
        return OrderId.parse(parts[1])
            .filter(_ -> !placedAt.isBefore(EARLIEST) && placedAt.isBefore(LATEST))
            .map(id -> new Page(placedAt, id));
      } catch (IllegalArgumentException | DateTimeException e) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((placedAt + " " + id).getBytes(UTF_8));
    }
  }

  /** One page, and where the next one begins if there is one. */
  public record Result(List<Order> orders, Optional<Page> next) {}

  public Result find(Query query, Optional<Page> page, int limit) {
    var conditions = new ArrayList<String>(List.of("true"));
    var params = new ArrayList<@Nullable Object>();
    Map.of("status", query.status(), "headline", query.headline(), "customer_id", query.customer())
        .forEach((column, value) -> {
          conditions.add(value.isPresent() ? column + " = ?" : "true");
          value.ifPresent(params::add);
        });
    query.done().ifPresent(done -> conditions.add(done ? DONE : "not " + DONE));
    for (var word : SPACES.split(folded(query.text().orElse("")), MAX_WORDS)) {
      conditions.add("search like ? escape '!'");
      params.add("%" + WILDCARDS.matcher(word.strip()).replaceAll("!$0") + "%");
    }
    if (page.isPresent()) {
      conditions.add("(placed_at < ? or placed_at = ? and id < ?)");
      var placedAt = Columns.param(page.get().placedAt());
      params.addAll(List.of(placedAt, placedAt, page.get().id().value()));
    }
    params.add(limit + 1);
    var sql =
        "select "
            + OrderStore.COLUMNS
            + " from orders where "
            + String.join(" and ", conditions)
            + " order by placed_at desc, id desc limit ?";
    var found = database.inTransaction(tx -> tx.list(sql, OrderStore::read, params.toArray()));
    if (found.size() <= limit) {
      return new Result(found, Optional.empty());
    }
    var last = found.get(limit - 1);
    return new Result(found.subList(0, limit), Optional.of(new Page(last.placedAt(), last.id())));
  }

  /**
   * The words staff search for, as they stand in the order's row. PostgreSQL keeps no NUL in text.
   */
  static String searchable(Order order) {
    var words =
        Stream.of(
                Stream.of(order.id().value(), order.customer().value(), order.destination().city()),
                order.lines().stream().flatMap(line -> Stream.of(line.sku(), line.name())),
                order.shipments().stream().map(Shipment::trackingNumber).flatMap(Optional::stream))
            .flatMap(group -> group)
            .distinct();
    var text = folded(words.collect(Collectors.joining("\n"))).replace('\0', ' ');
    return text.substring(0, Math.min(text.length(), MAX_SEARCHABLE));
  }

  /**
   * The text as it is compared: in lower case, letter by letter. String.toLowerCase takes seconds
   * for a long text of letters that become two, such as the Turkish capital I.
   */
  static String folded(String text) {
    var folded = new StringBuilder(text.length());
    text.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
    return folded.toString();
  }
}
