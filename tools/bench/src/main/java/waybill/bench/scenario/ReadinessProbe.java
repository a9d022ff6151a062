package waybill.bench.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks a service every few milliseconds whether it is ready, as a load balancer does, until it is
 * not.
 */
final class ReadinessProbe implements AutoCloseable {
  private static final long READY = Long.MAX_VALUE;

  private final HttpRequest request;
  private final AtomicLong downSince = new AtomicLong(READY);
  private final Thread thread;

  ReadinessProbe(URI health) {
    this.request =
        HttpRequest.newBuilder(URI.create(health + "/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    this.thread = Thread.ofVirtual().name("readiness").start(this::ask);
  }

  private void ask() {
    try (var client = HttpClient.newHttpClient()) {
      long asked = System.nanoTime();
      while (isReady(client)) {
        Thread.sleep(5);
        asked = System.nanoTime();
      }
      downSince.set(asked);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isReady(HttpClient client) throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() < 300;
    } catch (IOException e) {
      return false;
    }
  }

  /** Seconds from a time to the first request that was not answered with "ready", or infinity. */
  double downAfter(long start) {
    long down = downSince.get();
    return down == READY ? Double.POSITIVE_INFINITY : (down - start) / 1e9;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
