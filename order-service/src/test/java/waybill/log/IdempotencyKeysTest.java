package waybill.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.NewCustomer;
import waybill.order.OrderId;

/** A request that is sent again is done once: its key and its change are one transaction. */
@OnBothDatabases
final class IdempotencyKeysTest {
  private static final Change NOTE = new Change.NoteAdded("hello");
  private static final Optional<IdempotencyKey> NONE = Optional.empty();

  /** The account's name does not fit into its column. */
  private static final Optional<IdempotencyKey> IMPOSSIBLE =
      Optional.of(new IdempotencyKey("x".repeat(401), "POST", "/a", "k", new byte[0]));

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
  void theSameKeyIsToldTheSamePlaceAndNothingHappensTwice() {
    assertEquals(2, accepted(note(key("k", "body"))));
    assertEquals(3, accepted(note(key("other", "body"))));

    assertEquals(2, acceptedBefore(note(key("k", "body"))));

    assertEquals(3, version());
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    note(key("k", "body"));

    assertInstanceOf(CommandResult.KeyReused.class, note(key("k", "another body")));

    assertEquals(2, version());
  }

  @Test
  void aKeyBelongsToOneAccountMethodAndPath() {
    var print = "body".getBytes(UTF_8);
    note(Optional.of(new IdempotencyKey("ada", "POST", "/a", "k", print)));

    note(Optional.of(new IdempotencyKey("grace", "POST", "/a", "k", print)));
    note(Optional.of(new IdempotencyKey("ada", "PUT", "/a", "k", print)));
    note(Optional.of(new IdempotencyKey("ada", "POST", "/b", "k", print)));

    assertEquals(5, version());
  }

  @Test
  void aKeyIsForgottenAfterADay() {
    var first = shop.now;
    note(key("k", "body"));

    shop.now = first.plus(Duration.ofHours(24)).minusNanos(1000);
    assertEquals(2, acceptedBefore(note(key("k", "body"))));
    shop.now = first.plus(Duration.ofHours(24));
    assertEquals(3, accepted(note(key("k", "another body"))));

    assertEquals(3, acceptedBefore(note(key("k", "another body"))));
  }

  @Test
  void housekeepingForgetsOldKeysAndNoOthers() {
    note(key("old", "body"));
    shop.now = shop.now.plus(Duration.ofHours(23));
    note(key("young", "body"));
    shop.now = shop.now.plus(Duration.ofHours(2));

    assertEquals(1, shop.commands.forgetOldKeys());

    assertEquals(1, shop.count("idempotency"));
    assertEquals(3, acceptedBefore(note(key("young", "body"))));
  }

  @Test
  void aRefusalIsNotKept() {
    var release = new Change.Released();
    assertInstanceOf(
        CommandResult.Refused.class, shop.append("WB-1", release, key("k", "release")));
    assertEquals(0, shop.count("idempotency"));
    shop.append("WB-1", new Change.Held("payment"));

    assertEquals(3, accepted(shop.append("WB-1", release, key("k", "release"))));
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
    return switch (shop.place(id, Shop.basket(ada), key("twin", "body"))) {
      case CommandResult.Accepted(var order, _) -> order.id().value();
      case CommandResult.AcceptedBefore(var order, _) -> order.value();
      case CommandResult.Refused refused -> throw new AssertionError(refused);
      case CommandResult.KeyReused reused -> throw new AssertionError(reused);
    };
  }

  @Test
  void aCustomerIsRegisteredOnceAndToldTheSame() {
    var request = new NewCustomer(Optional.empty(), "Grace", "grace@example.org");
    var first = (Registration.Registered) shop.commands.register(request, key("grace", "body"));
    shop.now = shop.now.plus(Duration.ofHours(1));

    assertEquals(
        new Registration.RegisteredBefore(first.customer()),
        shop.commands.register(request, key("grace", "body")));

    assertInstanceOf(
        Registration.KeyReused.class, shop.commands.register(request, key("grace", "other")));
    assertEquals(2, shop.count("customer"));
  }

  @Test
  void afterTwentyChangesThePlacesStillHoldWhatWasAcceptedThere() {
    var placed = assertInstanceOf(CommandResult.Accepted.class, place("WB-2"));
    var noted = assertInstanceOf(CommandResult.Accepted.class, noteOn("WB-2"));
    shop.append("WB-2", new Change.Confirmed(), Shop.pack(3), new Change.Held("payment"));
    for (int i = 0; i < 17; i++) {
      shop.append("WB-2", NOTE);
    }

    var placedAgain = assertInstanceOf(CommandResult.AcceptedBefore.class, place("WB-OTHER"));
    var notedAgain = assertInstanceOf(CommandResult.AcceptedBefore.class, noteOn("WB-2"));

    assertEquals(22, shop.find("WB-2").version());
    assertEquals(placed.order(), shop.log.orderAt(placedAgain.order(), placedAgain.version()));
    assertArrayEquals(
        noted.event().body(), shop.log.at(notedAgain.order(), notedAgain.version()).body());
    assertEquals(shop.find("WB-2"), shop.log.orderAt(new OrderId("WB-2"), 22));
  }

  private CommandResult place(String id) {
    return shop.place(id, Shop.basket(ada), key("place", "body"));
  }

  private CommandResult noteOn(String id) {
    return shop.append(id, NOTE, key("note", "body"));
  }

  @Test
  void anOrderWhoseKeyCannotBeKeptIsNotPlaced() {
    assertThrows(
        RuntimeException.class, () -> shop.place("WB-CRASH", Shop.basket(ada), IMPOSSIBLE));

    assertEquals(Optional.empty(), shop.orders.find(new OrderId("WB-CRASH")));
    assertEquals(0, shop.count("idempotency"));
    assertEquals(1, shop.count("orders"));
    assertEquals(1, shop.count("event"));
  }

  @Test
  void aKeyThatCannotBeKeptLeavesNoChange() {
    assertThrows(RuntimeException.class, () -> note(IMPOSSIBLE));

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

  private CommandResult note(Optional<IdempotencyKey> key) {
    return shop.append("WB-1", NOTE, key);
  }

  private long version() {
    return shop.find("WB-1").version();
  }

  private static Optional<IdempotencyKey> key(String key, String body) {
    return Optional.of(new IdempotencyKey("ada", "POST", "/a", key, body.getBytes(UTF_8)));
  }

  private static long accepted(CommandResult result) {
    return assertInstanceOf(CommandResult.Accepted.class, result).event().version();
  }

  private static long acceptedBefore(CommandResult result) {
    return assertInstanceOf(CommandResult.AcceptedBefore.class, result).version();
  }
}
