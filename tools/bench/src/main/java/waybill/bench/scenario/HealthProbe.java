package waybill.bench.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Asks a node five times a second whether it lives and is ready. */
final class HealthProbe implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String NO_ANSWER = "no answer";

  private final URI health;
  private final Thread thread;
  private volatile String readiness = NO_ANSWER;
  private volatile boolean mustLive;
  private volatile boolean mustBeReady;
  private final AtomicLong deaths = new AtomicLong();
  private volatile String unready = "";

  HealthProbe(URI health) {
    this.health = health;
    this.thread = Thread.ofVirtual().name("health").start(this::run);
  }

  private void run() {
    try (var client = HttpClient.newHttpClient()) {
      while (true) {
        boolean counts = mustLive;
        boolean wasReady = mustBeReady;
        var lives = ask(client, "/live").startsWith("200");
        if (counts && mustLive && !lives) {
          deaths.incrementAndGet();
        }
        var now = ask(client, "/ready");
        readiness = now;
        // one that the node was asked before its time does not count
        if (wasReady && mustBeReady && now.startsWith("503")) {
          unready = now;
        }
        Thread.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String ask(HttpClient client, String check) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(URI.create(health + check)).timeout(TIMEOUT).build();
      var answer = client.send(request, BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      return NO_ANSWER;
    }
  }

  /** From now on the node has to live, and has to be ready, or may be neither. */
  void expect(boolean lives, boolean ready) {
    mustLive = lives;
    mustBeReady = ready;
  }

  boolean isReady() {
    return readiness.startsWith("200");
  }

  /** It is ready, and names a reason why changes may be late. */
  boolean isDegraded() {
    return isReady() && readiness.contains("\"degraded\"");
  }

  /** It lives, and says that no requests should come. */
  boolean isUnready() {
    return readiness.startsWith("503");
  }

  /** How often a node that had to live did not answer so. */
  long deaths() {
    return deaths.get();
  }

  /** What a node said that was not ready without need; otherwise empty. */
  String unready() {
    return unready;
  }

  @Override
  public String toString() {
    return readiness;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
