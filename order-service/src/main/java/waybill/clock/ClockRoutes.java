package waybill.clock;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import waybill.http.Problem;
import waybill.http.Responses;
import waybill.http.RouteTable;

/** The smallest event stream: Helidon's own sink sends the time and a counter every second. */
public final class ClockRoutes {
  private static final int MAX_READERS = 500;

  private final Semaphore permits = new Semaphore(MAX_READERS);

  public void addTo(RouteTable routes) {
    routes.on(Method.GET, "/api/clock", this::tick);
  }

  /** Ends by an exception when the client leaves; {@link RouteTable} then closes the connection. */
  private void tick(ServerRequest req, ServerResponse res) throws InterruptedException {
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    if (req.prologue().method().equals(Method.HEAD)) {
      res.header(HeaderNames.CONTENT_TYPE, Responses.EVENT_STREAM).send();
      return;
    }
    if (!permits.tryAcquire()) {
      throw Problem.busy("Too many clients read the clock.").exception();
    }
    try (var sink = res.sink(SseSink.TYPE)) {
      for (int count = 1; ; count++) {
        var json = "{\"time\":\"%s\",\"count\":%d}".formatted(Instant.now(), count);
        sink.emit(SseEvent.create(json));
        Thread.sleep(Duration.ofSeconds(1));
      }
    } finally {
      permits.release();
    }
  }
}
