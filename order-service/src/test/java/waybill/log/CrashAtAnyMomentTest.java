package waybill.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.LoggedEvent;
import waybill.order.Order;
import waybill.order.OrderId;

/** Whenever it dies, what was acknowledged is there once, and of the rest nothing by halves. */
final class CrashAtAnyMomentTest {
  private static final int CUSTOMERS = 10;
  private static final int CALLERS = 6;
  private static final int CHANGES = 150;

  /** One in so many changes is followed by a crash, another in so many is hit by one. */
  private static final int SELDOM = 200;

  @TempDir Path data;
  @TempDir Path copies;
  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final Random moments = new Random(seed);
  private final List<CustomerId> customers = new ArrayList<>();
  private final List<Crash> crashes = new CopyOnWriteArrayList<>();
  private String epoch = "";

  /**
   * @param published what was committed and published before it
   * @param afterCommit of a batch whose other events may not be published yet
   */
  private record Crash(Path image, List<LoggedEvent> published, boolean afterCommit) {}

  @Test
  void whatWasAcknowledgedIsThereOnceAndNothingByHalves() throws Exception {
    System.out.println("CrashAtAnyMomentTest: -Dcrash.seed=" + seed);

    trade();

    assertFalse(crashes.isEmpty());
    for (var crash : crashes) {
      check(crash);
    }
  }

  private void trade() throws Exception {
    var traded = new Shop[1];
    try (var shop = Shop.open(data, _ -> dieAfterCommit(traded[0]))) {
      traded[0] = shop;
      epoch = shop.log.epoch();
      for (int i = 0; i < CUSTOMERS; i++) {
        customers.add(shop.customer("customer-" + i));
        shop.place("WB-" + i, Shop.basket(customers.get(i)), key("WB-" + i));
      }
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var callers = new ArrayList<Future<?>>();
        for (int i = 0; i < CALLERS; i++) {
          var caller = "CALLER-" + i;
          var random = new Random(seed + i);
          callers.add(threads.submit(() -> call(shop, caller, random)));
        }
        for (var caller : callers) {
          caller.get(1, TimeUnit.MINUTES);
        }
      }
    }
  }

  private void call(Shop shop, String caller, Random random) {
    for (int i = 0; i < CHANGES; i++) {
      var word = caller + " " + i;
      if (random.nextInt(SELDOM) == 0) {
        shop.writer.write("", tx -> dieWithin(shop, tx));
      }
      if (random.nextInt(8) == 0) {
        var order = "WB-" + word.replace(' ', '-');
        shop.place(order, Shop.basket(customers.get(random.nextInt(CUSTOMERS))), key(word));
      } else {
        shop.append("WB-" + random.nextInt(CUSTOMERS), new Change.NoteAdded(word), key(word));
      }
    }
  }

  private static Optional<IdempotencyKey> key(String word) {
    return Optional.of(new IdempotencyKey("clerk", "POST", "/", word, word.getBytes(UTF_8)));
  }

  /** Others' changes stand before it in the same transaction. */
  private boolean dieWithin(Shop shop, Transaction tx) {
    tx.execute("update customer set name = 'half'");
    die(shop, false);
    tx.execute("update customer set name = 'whole'");
    return true;
  }

  private void dieAfterCommit(Shop shop) {
    if (shop.published.size() > CUSTOMERS && moments.nextInt(SELDOM) == 0) {
      die(shop, true);
    }
  }

  /** In the writer's thread. Now and then H2 has just written its pages, of half a transaction. */
  private void die(Shop shop, boolean afterCommit) {
    var published = List.copyOf(shop.published);
    if (moments.nextInt(3) == 0) {
      shop.database.inTransaction(tx -> tx.execute("checkpoint"));
    }
    var image = Image.take(data, copies.resolve("crash-" + crashes.size()));
    crashes.add(new Crash(image, published, afterCommit));
  }

  private void check(Crash crash) {
    try (var shop = Shop.open(crash.image)) {
      assertEquals(epoch, shop.log.epoch());
      var committed = customers.stream().mapToLong(customer -> log(shop, customer).size()).sum();
      assertTrue(
          crash.afterCommit || committed == crash.published.size(), "what was not committed");
      assertEquals(committed, shop.count("event"));
      assertEquals(committed, shop.count("idempotency"), "answers");
      assertEquals(0, shop.count("customer where name = 'half'"), "halves");
      for (var event : crash.published) {
        var there = shop.log.after(event.customer(), event.seq() - 1, 1).getFirst();
        assertEquals(text(event), text(there));
      }
      customers.forEach(customer -> assertOrdersAgree(shop, customer));
      assertGoesOn(shop);
    }
  }

  private static List<LoggedEvent> log(Shop shop, CustomerId customer) {
    var log = shop.log.after(customer, 0, 2 * CALLERS * CHANGES);
    assertEquals(numbers(log.size()), log.stream().map(LoggedEvent::seq).toList());
    return log;
  }

  private static List<Long> numbers(int count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  private static void assertOrdersAgree(Shop shop, CustomerId customer) {
    var orders = shop.orders.newest(customer, 1_000);
    var versions = orders.stream().mapToLong(Order::version).sum();
    assertEquals(log(shop, customer).size(), versions);
    for (var order : orders) {
      assertEquals(numbers((int) order.version()), versions(shop, order.id()));
    }
  }

  private static List<Long> versions(Shop shop, OrderId order) {
    var log = shop.log.after(order, 0, 2 * CALLERS * CHANGES);
    return log.stream().map(LoggedEvent::version).toList();
  }

  private void assertGoesOn(Shop shop) {
    for (int i = 0; i < CUSTOMERS; i++) {
      long head = shop.log.head(customers.get(i)).orElseThrow();
      shop.append("WB-" + i, new Change.NoteAdded("after the crash"));
      assertEquals(head + 1, shop.log.head(customers.get(i)).orElseThrow());
    }
  }

  private static String text(LoggedEvent event) {
    return event.order() + " " + event.version() + " " + new String(event.body(), UTF_8);
  }
}
