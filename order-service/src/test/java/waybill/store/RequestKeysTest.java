package waybill.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.Order;
import waybill.order.OrderId;

/** A request that is sent again is done once: its key and its change are one transaction. */
final class RequestKeysTest {
  private static final Change NOTE = new Change.NoteAdded("hello");
  private static final Optional<RequestKey> NONE = Optional.empty();

  @TempDir Path folder;
  private Shop shop;
  private CustomerId ada;

  @BeforeEach
  void open() {
    shop = Shop.open(folder);
    ada = shop.customer("ada");
    shop.place("WB-1", Shop.basket(ada));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void theSameKeyGetsTheSameAnswerAndNothingHappensTwice() {
    assertEquals("version 2", body(note(key("k", "body"))));
    assertEquals("version 3", body(note(key("other", "body"))));

    assertEquals("version 2", body(note(key("k", "body"))));

    assertEquals(3, version());
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    note(key("k", "body"));

    assertInstanceOf(Receipt.KeyReused.class, note(key("k", "another body")));

    assertEquals(2, version());
  }

  @Test
  void aKeyBelongsToOneAccountMethodAndPath() {
    var print = "body".getBytes(UTF_8);
    note(Optional.of(new RequestKey("ada", "POST", "/a", "k", print)));

    note(Optional.of(new RequestKey("grace", "POST", "/a", "k", print)));
    note(Optional.of(new RequestKey("ada", "PUT", "/a", "k", print)));
    note(Optional.of(new RequestKey("ada", "POST", "/b", "k", print)));

    assertEquals(5, version());
  }

  @Test
  void aKeyIsForgottenAfterADay() {
    var first = shop.now;
    note(key("k", "body"));

    shop.now = first.plus(Duration.ofHours(24)).minusNanos(1000);
    assertEquals("version 2", body(note(key("k", "body"))));
    shop.now = first.plus(Duration.ofHours(24));
    assertEquals("version 3", body(note(key("k", "another body"))));

    assertEquals("version 3", body(note(key("k", "another body"))));
  }

  @Test
  void housekeepingForgetsOldKeysAndNoOthers() {
    note(key("old", "body"));
    shop.now = shop.now.plus(Duration.ofHours(23));
    note(key("young", "body"));
    shop.now = shop.now.plus(Duration.ofHours(2));

    assertEquals(1, shop.ledger.forgetOldAnswers());

    assertEquals(1, shop.count("idempotency"));
    assertEquals("version 3", body(note(key("young", "body"))));
  }

  @Test
  void aRefusalIsNotKept() {
    var release = new Change.Released();
    assertInstanceOf(Receipt.Refused.class, shop.append("WB-1", release, key("k", "release")));
    assertEquals(0, shop.count("idempotency"));
    shop.append("WB-1", new Change.Held("payment"));

    assertEquals("version 3", body(shop.append("WB-1", release, key("k", "release"))));
  }

  @Test
  void concurrentTwinsMakeOneOrder() throws Exception {
    var together = new CyclicBarrier(2);
    var answers = new HashSet<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = threads.submit(() -> twin("WB-TWIN-1", together));
      var two = threads.submit(() -> twin("WB-TWIN-2", together));
      answers.add(one.get(10, TimeUnit.SECONDS));
      answers.add(two.get(10, TimeUnit.SECONDS));
    }

    assertEquals(1, answers.size());
    assertEquals(2, shop.count("orders"));
    assertEquals(2, shop.count("event"));
  }

  private String twin(String id, CyclicBarrier together) throws Exception {
    together.await(10, TimeUnit.SECONDS);
    var order = new OrderId(id);
    return body(
        shop.ledger.commit(
            order,
            _ -> Order.place(order, Shop.basket(ada), ActorKind.STAFF, shop.now),
            Shop.CLERK,
            key("twin", "body"),
            committed -> Shop.answer(committed.order().id().value())));
  }

  @Test
  void aChangeThatFailsAfterItWasWrittenLeavesNeitherChangeNorKey() {
    var order = new OrderId("WB-CRASH");

    assertThrows(
        IllegalStateException.class,
        () ->
            shop.ledger.commit(
                order,
                _ -> Order.place(order, Shop.basket(ada), ActorKind.STAFF, shop.now),
                Shop.CLERK,
                key("k", "body"),
                _ -> {
                  throw new IllegalStateException("the crash between");
                }));

    assertEquals(Optional.empty(), shop.orders.find(order));
    assertEquals(0, shop.count("idempotency"));
    assertEquals(1, shop.count("orders"));
    assertEquals(1, shop.count("event"));
  }

  @Test
  void aKeyThatCannotBeKeptLeavesNoChange() {
    var impossible = new RequestKey("x".repeat(201), "POST", "/a", "k", new byte[0]);

    assertThrows(RuntimeException.class, () -> note(Optional.of(impossible)));

    assertEquals(1, version());
    assertEquals(1, shop.count("event"));
  }

  @Test
  void withoutAKeyEveryRequestIsANewOne() {
    note(NONE);
    note(NONE);

    assertEquals(3, version());
    assertEquals(0, shop.count("idempotency"));
  }

  private Receipt note(Optional<RequestKey> key) {
    return shop.append("WB-1", NOTE, key);
  }

  private long version() {
    return shop.find("WB-1").version();
  }

  private static Optional<RequestKey> key(String key, String body) {
    return Optional.of(new RequestKey("ada", "POST", "/a", key, body.getBytes(UTF_8)));
  }

  private static String body(Receipt receipt) {
    return new String(assertInstanceOf(Receipt.Done.class, receipt).answer().body(), UTF_8);
  }
}
