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

/** The service is killed (SIGKILL) while it works and is started again, twenty times. */
final class CrashIT {
  private static final int ROUNDS = 20;
  private static final List<String> CUSTOMERS = List.of("ada", "grace", "linus");

  /** It is killed after at most this many acknowledged changes and a delay of at most this. */
  private static final int MAX_CHANGES = 150;

  private static final long MAX_DELAY = TimeUnit.MILLISECONDS.toNanos(5);

  /** In every fourth round it is also killed within this time after its launch. */
  private static final long MAX_START_DELAY = TimeUnit.MILLISECONDS.toNanos(1500);

  /** Or within this time after it first writes to its file, while it recovers. */
  private static final long MAX_RECOVERY_DELAY = TimeUnit.MILLISECONDS.toNanos(20);

  @TempDir Path data;
  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<CustomerLogReader> logs =
      CUSTOMERS.stream().map(CustomerLogReader::new).toList();
  private final List<ReconnectingSubscriber> subscribers =
      CUSTOMERS.stream().map(ReconnectingSubscriber::new).toList();
  private final List<String> orders = new ArrayList<>();
  private int acknowledged;
  private int inDoubt;
  private int committed;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void acknowledgedChangesSurviveCrashesAndNoChangeHappensTwice() throws Exception {
    System.out.println("CrashIT: -Dcrash.seed=" + seed);
    var writers = begin();

    for (int round = 1; round <= ROUNDS; round++) {
      if (round % 4 == 0) {
        killWhileStarting();
      }
      try (var service = ServiceProcess.start(data)) {
        check(service, writers);
        writers = work(service, "r" + round);
      }
    }

    try (var service = ServiceProcess.start(data)) {
      check(service, writers);
    }
    System.out.printf(
        "CrashIT: %d changes acknowledged; %d without an answer, of which %d committed%n",
        acknowledged, inDoubt, committed);
    assertTrue(inDoubt > 0, "no request was in progress when the service was killed");
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

  /** Writes until the service is killed. */
  private ConcurrentWriters work(ServiceProcess service, String name) throws Exception {
    var writers = new ConcurrentWriters(service, CUSTOMERS, orders, random.nextInt(1, MAX_CHANGES));
    writers.start(name, random);
    writers.awaitEnough();
    LockSupport.parkNanos(random.nextLong(MAX_DELAY));
    service.kill();
    writers.awaitEnd();
    subscribers.forEach(ReconnectingSubscriber::disconnect);
    assertEquals(List.of(), writers.otherAnswers());
    return writers;
  }

  private void killWhileStarting() {
    var file = data.resolve("waybill.mv.db").toFile();
    long before = file.lastModified();
    try (var service = ServiceProcess.launch(data)) {
      if (random.nextInt(4) == 0) {
        LockSupport.parkNanos(random.nextLong(MAX_START_DELAY));
      } else {
        Await.until("the service writes to its file", () -> file.lastModified() != before);
        LockSupport.parkNanos(random.nextLong(MAX_RECOVERY_DELAY));
      }
      service.kill();
    }
  }

  /** After a restart: checks the log, repeats requests, then checks the log again. */
  private void check(ServiceProcess service, ConcurrentWriters writers) throws IOException {
    for (var log : logs) {
      log.readNew(service);
      log.assertOrdersAgree(service);
    }
    for (var done : writers.acknowledged()) {
      assertIsLoggedOnce(done);
    }
    for (var request : writers.inDoubt()) {
      committed += events(request).size();
      assertTrue(events(request).size() <= 1, () -> request + " happened twice");
    }
    repeatRequests(service, writers);
    acknowledged += writers.acknowledged().size();
    inDoubt += writers.inDoubt().size();

    for (int i = 0; i < CUSTOMERS.size(); i++) {
      subscribers.get(i).connect(service);
      subscribers.get(i).assertReceivedAllOf(logs.get(i));
    }
  }

  /** The change is in the log exactly once, with the acknowledged order and version. */
  private void assertIsLoggedOnce(ConcurrentWriters.Acknowledged done) {
    var events = events(done.request());
    assertEquals(1, events.size(), () -> done + " is in the log as " + events);
    var answer = RunningService.json(done.answer());
    var id = answer.has("orderId") ? answer.get("orderId") : answer.get("id");
    assertEquals(id, events.getFirst().get("orderId"));
    assertEquals(answer.get("version"), events.getFirst().get("version"));
  }

  /** A repeated request with an idempotency key gets the same answer and has no second effect. */
  private void repeatRequests(ServiceProcess service, ConcurrentWriters writers)
      throws IOException {
    for (var done : writers.acknowledged()) {
      if (done.request().key().isPresent() && random.nextInt(10) == 0) {
        assertEquals(done.answer(), done.request().send(service).body());
      }
    }
    for (var request : writers.inDoubt()) {
      if (request.key().isPresent()) {
        var answer = request.send(service);
        assertEquals(201, answer.statusCode(), answer::body);
        assertEquals(answer.body(), request.send(service).body());
      }
    }
    for (var log : logs) {
      log.readNew(service);
    }
    for (var request : writers.inDoubt()) {
      if (request.key().isPresent()) {
        assertEquals(1, events(request).size(), request::toString);
      }
    }
    writers.acknowledged().forEach(this::assertIsLoggedOnce);
  }

  private List<JsonNode> events(ConcurrentWriters.Request request) {
    return logs.stream().flatMap(log -> log.with(request.word()).stream()).toList();
  }
}
