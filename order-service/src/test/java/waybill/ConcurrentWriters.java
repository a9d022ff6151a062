package waybill;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Writers who send one request after the other until the service dies under them. Every request
 * carries a word that no other one has, by which the log tells what became of it.
 */
final class ConcurrentWriters {
  private static final int WRITERS = 4;

  /** A note for an order, or a new order. */
  record Request(String path, String json, String word, Optional<String> key) {

    HttpResponse<String> send(ServiceProcess service) throws IOException {
      return key.isPresent()
          ? service.post(path, json, "Idempotency-Key", key.get())
          : service.post(path, json);
    }
  }

  /** A request that was answered with 201, and what it was told. */
  record Acknowledged(Request request, String answer) {}

  private final ServiceProcess service;
  private final List<String> customers;
  private final List<String> orders;
  private final CountDownLatch enough;
  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<Request> inDoubt = new ConcurrentLinkedQueue<>();
  private final Queue<String> otherAnswers = new ConcurrentLinkedQueue<>();
  private final List<Thread> writers = new ArrayList<>();

  ConcurrentWriters(
      ServiceProcess service, List<String> customers, List<String> orders, int enough) {
    this.service = service;
    this.customers = customers;
    this.orders = orders;
    this.enough = new CountDownLatch(enough);
  }

  void start(String name, Random random) {
    for (int writer = 0; writer < WRITERS; writer++) {
      var words = name + "-" + writer + "-";
      var own = new Random(random.nextLong());
      writers.add(Thread.ofVirtual().start(() -> write(words, own)));
    }
  }

  private void write(String words, Random random) {
    for (int i = 0; ; i++) {
      var request = request(words + i, random);
      try {
        var answer = request.send(service);
        if (answer.statusCode() != 201) {
          otherAnswers.add(answer.statusCode() + " " + answer.body());
          return;
        }
        acknowledged.add(new Acknowledged(request, answer.body()));
        enough.countDown();
      } catch (IOException e) {
        inDoubt.add(request);
        return;
      }
    }
  }

  private Request request(String word, Random random) {
    var key = random.nextBoolean() ? Optional.of("key-" + word) : Optional.<String>empty();
    if (random.nextInt(10) == 0) {
      return new Request("/api/orders", order(any(customers, random), word), word, key);
    }
    var note = "{\"type\":\"order.note_added\",\"text\":\"%s\"}".formatted(word);
    return new Request("/api/orders/" + any(orders, random) + "/events", note, word, key);
  }

  /** An order whose only line is called by the word. */
  static String order(String customer, String word) {
    return """
    {"customerId":"%s","lines":[{"sku":"%s","name":"A thing","quantity":1}],
     "destination":{"city":"Graz","country":"AT","timeZone":"Europe/Vienna"}}
    """
        .formatted(customer, word);
  }

  private static String any(List<String> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Waits until so many changes are acknowledged that the service may die. */
  void awaitEnough() throws InterruptedException {
    if (!enough.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("too slow, or refused: " + otherAnswers);
    }
  }

  /** Waits until every writer has noticed that the service is gone. */
  void awaitEnd() throws InterruptedException {
    for (var writer : writers) {
      writer.join();
    }
  }

  List<Acknowledged> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** Requests without an answer: nobody knows what became of them. */
  List<Request> inDoubt() {
    return List.copyOf(inDoubt);
  }

  /** Anything but 201; there should be none. */
  List<String> otherAnswers() {
    return List.copyOf(otherAnswers);
  }
}
