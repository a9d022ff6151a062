import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one change costs: the time of a POST alone on an idle service, the changes per second of many clients, and the
 * time from sending a POST to the event's arrival on an open stream. By hand, against a service that runs already:
 * {@code java bench/OneMachine.java http://127.0.0.1:8080 staff staff}, with the name and password of staff
 */
final class OneMachine {
  private static final int WARM_UP = 3000;
  private static final int MEASURED = 5000;
  private static final String NOTE = "{\"type\":\"order.note_added\",\"text\":\"still on its way\"}";

  private final String base;
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private String authorization = "none";

  OneMachine(String base) {
    this.base = base;
  }

  public static void main(String[] args) throws Exception {
    var bench = new OneMachine(args.length > 0 ? args[0] : "http://127.0.0.1:8080");
    bench.signIn(args.length > 2 ? args[1] : "staff", args.length > 2 ? args[2] : "staff");
    var customer = "bench" + System.currentTimeMillis();
    bench.post("/api/customers", "{\"id\":\"%s\",\"name\":\"Bench\",\"email\":\"bench@example.org\"}".formatted(customer));
    var order = bench.order(customer);

    bench.alone(order, WARM_UP);
    print("POST, one client, idle service", bench.alone(order, MEASURED));
    print("POST to event on the page's stream", bench.toPage(customer, order, MEASURED));
    for (int clients : new int[] {8, 64}) {
      bench.together(customer, clients, WARM_UP);
      bench.together(customer, clients, MEASURED * 4);
    }
    bench.client.close();
  }

  private void signIn(String username, String password) throws Exception {
    var answer = post(200, "/api/tokens", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password)).body();
    authorization = "Bearer " + answer.replaceAll(".*\"accessToken\":\"([^\"]*)\".*", "$1");
  }

  private long[] alone(String order, int count) throws Exception {
    var nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      append(order);
      nanos[i] = System.nanoTime() - start;
    }
    return nanos;
  }

  private long[] toPage(String customer, String order, int count) throws Exception {
    BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
    var request =
        HttpRequest.newBuilder(URI.create(base + "/api/customers/" + customer + "/events"))
            .header("Accept", "text/event-stream")
            .header("Authorization", authorization)
            .build();
    var stream = client.send(request, BodyHandlers.ofInputStream());
    var lines = new BufferedReader(new InputStreamReader(stream.body()));
    for (var line = lines.readLine(); !line.equals("event: ready"); line = lines.readLine()) {}
    var reader =
        Thread.ofPlatform().daemon().start(() -> {
          try {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
              if (line.startsWith("data: {\"type\"")) {
                arrivals.add(System.nanoTime());
              }
            }
          } catch (java.io.IOException e) {
            // closed below
          }
        });
    var nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      append(order);
      nanos[i] = arrivals.take() - start;
    }
    stream.body().close();
    reader.join(1000);
    return nanos;
  }

  private void together(String customer, int clients, int count) throws Exception {
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      orders.add(order(customer));
    }
    var left = new AtomicInteger(count);
    var nanos = new long[count];
    List<Thread> threads = new ArrayList<>();
    long start = System.nanoTime();
    for (var order : orders) {
      threads.add(Thread.ofVirtual().start(() -> {
        for (int i = left.decrementAndGet(); i >= 0; i = left.decrementAndGet()) {
          long began = System.nanoTime();
          append(order);
          nanos[i] = System.nanoTime() - began;
        }
      }));
    }
    for (var thread : threads) {
      thread.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%d clients: %.0f changes/s%n", clients, count / seconds);
    print("  POST", nanos);
  }

  private void append(String order) {
    post("/api/orders/" + order + "/events", NOTE);
  }

  private String order(String customer) {
    var body =
        """
        {"customerId":"%s","destination":{"city":"Leipzig","country":"DE","timeZone":"Europe/Berlin"},
         "lines":[{"sku":"LAMP-2","name":"Desk lamp","quantity":2}]}
        """
            .formatted(customer);
    var location = post("/api/orders", body).headers().firstValue("Location").orElseThrow();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private HttpResponse<String> post(String path, String json) {
    return post(201, path, json);
  }

  private HttpResponse<String> post(int expected, String path, String json) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(base + path))
              .header("Content-Type", "application/json")
              .header("Authorization", authorization)
              .POST(BodyPublishers.ofString(json))
              .build();
      var response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() != expected) {
        throw new IllegalStateException(response.statusCode() + " " + response.body());
      }
      return response;
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void print(String what, long[] nanos) {
    var sorted = nanos.clone();
    Arrays.sort(sorted);
    System.out.printf(
        "%-38s p50 %.2f ms  p99 %.2f ms  max %.1f ms%n",
        what, at(sorted, 0.50), at(sorted, 0.99), sorted[sorted.length - 1] / 1e6);
  }

  private static double at(long[] sorted, double quantile) {
    return sorted[(int) (quantile * (sorted.length - 1))] / 1e6;
  }
}
