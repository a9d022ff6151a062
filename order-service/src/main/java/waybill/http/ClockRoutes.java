package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/** The first lesson: the smallest stream there is, with Helidon's own sink. */
final class ClockRoutes {
  /** Everybody may look, but not everybody at once. */
  private static final Semaphore PLACES = new Semaphore(500);

  private ClockRoutes() {}

  static void addTo(RouteTable routes) {
    routes.on(Method.GET, "/api/clock", ClockRoutes::tick);
  }

  private static void tick(ServerRequest req, ServerResponse res) throws InterruptedException {
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    if (req.prologue().method().equals(Method.HEAD)) {
      res.header(HeaderNames.CONTENT_TYPE, EventStreams.MEDIA_TYPE).send();
      return;
    }
    if (!PLACES.tryAcquire()) {
      throw Problem.busy("Too many clients read the clock.").exception();
    }
    try (var sink = res.sink(SseSink.TYPE)) {
      for (int count = 1; ; count++) {
        sink.emit(
            SseEvent.create("{\"time\":\"%s\",\"count\":%d}".formatted(Instant.now(), count)));
        Thread.sleep(Duration.ofSeconds(1));
      }
    } finally {
      PLACES.release();
    }
  }
}
