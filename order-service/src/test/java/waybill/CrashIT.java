package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service is killed (SIGKILL) in the midst of work, started again, and killed again. */
final class CrashIT {
  private static final int ROUNDS = 20;
  private static final List<String> CUSTOMERS = List.of("ada", "grace", "linus");

  /** It dies after at most so many acknowledged changes, and so much later. */
  private static final int MOST_CHANGES = 150;

  private static final long LATER = TimeUnit.MILLISECONDS.toNanos(5);

  /** In every fourth round it is also killed while it starts: about a second, here. */
  private static final long STARTING = TimeUnit.MILLISECONDS.toNanos(1500);

  /** Or as soon as it works on what the crash before has left, and so much later. */
  private static final long REDOING = TimeUnit.MILLISECONDS.toNanos(20);

  @TempDir Path data;
  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<CustomerLogReader> journals =
      CUSTOMERS.stream().map(CustomerLogReader::new).toList();
  private final List<ReconnectingSubscriber> subscribers =
      CUSTOMERS.stream().map(ReconnectingSubscriber::new).toList();
  private final List<String> orders = new ArrayList<>();
  private int acknowledged;
  private int inDoubt;
  private int happened;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void whatWasAcknowledgedIsThereAndNothingHappensTwice() throws Exception {
    System.out.println("CrashIT: -Dcrash.seed=" + seed);
    var burst = begin();

    for (int round = 1; round <= ROUNDS; round++) {
      if (round % 4 == 0) {
        dieWhileStarting();
      }
      try (var service = ServiceProcess.start(data)) {
        check(service, burst);
        burst = work(service, "r" + round);
      }
    }

    try (var service = ServiceProcess.start(data)) {
      check(service, burst);
    }
    System.out.printf(
        "CrashIT: %d changes acknowledged; of %d in doubt %d had happened%n",
        acknowledged, inDoubt, happened);
    assertTrue(inDoubt > 0, "nothing was under way when it died");
  }

  private ConcurrentWriters begin() throws Exception {
    try (var service = ServiceProcess.start(data)) {
      for (var customer : CUSTOMERS) {
        service.post(
            "/api/customers",
            "{\"id\":\"%s\",\"name\":\"Somebody\",\"email\":\"a@example.org\"}"
                .formatted(customer));
        for (int i = 0; i < 3; i++) {
          var placed = service.post("/api/orders", ConcurrentWriters.order(customer, customer + i));
          orders.add(RunningService.json(placed).get("id").textValue());
        }
      }
      subscribers.forEach(subscriber -> subscriber.connect(service));
      return work(service, "r0");
    }
  }

  /** Until it dies at some moment. */
  private ConcurrentWriters work(ServiceProcess service, String name) throws Exception {
    var burst = new ConcurrentWriters(service, CUSTOMERS, orders, random.nextInt(1, MOST_CHANGES));
    burst.start(name, random);
    burst.awaitEnough();
    LockSupport.parkNanos(random.nextLong(LATER));
    service.kill();
    burst.awaitEnd();
    subscribers.forEach(ReconnectingSubscriber::lose);
    assertEquals(List.of(), burst.otherAnswers());
    return burst;
  }

  private void dieWhileStarting() {
    var file = data.resolve("waybill.mv.db").toFile();
    long before = file.lastModified();
    try (var service = ServiceProcess.launch(data)) {
      if (random.nextInt(4) == 0) {
        LockSupport.parkNanos(random.nextLong(STARTING));
      } else {
        Await.until("it writes to its file", () -> file.lastModified() != before);
        LockSupport.parkNanos(random.nextLong(REDOING));
      }
      service.kill();
    }
  }

  /** After the restart: the log first, untouched, then what asking again does to it. */
  private void check(ServiceProcess service, ConcurrentWriters burst) throws IOException {
    for (var journal : journals) {
      journal.readOn(service);
      journal.assertOrdersAgree(service);
    }
    for (var done : burst.acknowledged()) {
      assertIsThere(done);
    }
    for (var request : burst.inDoubt()) {
      happened += events(request).size();
      assertTrue(events(request).size() <= 1, () -> request + " happened twice");
    }
    askAgain(service, burst);
    acknowledged += burst.acknowledged().size();
    inDoubt += burst.inDoubt().size();

    for (int i = 0; i < CUSTOMERS.size(); i++) {
      subscribers.get(i).connect(service);
      subscribers.get(i).assertHasAllOf(journals.get(i));
    }
  }

  /** Exactly once, and in the place that was acknowledged. */
  private void assertIsThere(ConcurrentWriters.Acknowledged done) {
    var events = events(done.request());
    assertEquals(1, events.size(), () -> done + " is in the log as " + events);
    var answer = RunningService.json(done.answer());
    var id = answer.has("orderId") ? answer.get("orderId") : answer.get("id");
    assertEquals(id, events.getFirst().get("orderId"));
    assertEquals(answer.get("version"), events.getFirst().get("version"));
  }

  /** With its key a request may be sent as often as one likes: it is done once. */
  private void askAgain(ServiceProcess service, ConcurrentWriters burst) throws IOException {
    for (var done : burst.acknowledged()) {
      if (done.request().key().isPresent() && random.nextInt(10) == 0) {
        assertEquals(done.answer(), done.request().send(service).body());
      }
    }
    for (var request : burst.inDoubt()) {
      if (request.key().isPresent()) {
        var answer = request.send(service);
        assertEquals(201, answer.statusCode(), answer::body);
        assertEquals(answer.body(), request.send(service).body());
      }
    }
    for (var journal : journals) {
      journal.readOn(service);
    }
    for (var request : burst.inDoubt()) {
      if (request.key().isPresent()) {
        assertEquals(1, events(request).size(), request::toString);
      }
    }
    burst.acknowledged().forEach(this::assertIsThere);
  }

  private List<JsonNode> events(ConcurrentWriters.Request request) {
    return journals.stream().flatMap(journal -> journal.with(request.word()).stream()).toList();
  }
}
