package waybill.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import waybill.http.Problem;
import waybill.http.RouteTable;
import waybill.stream.Permits;

/** The first lesson: the smallest stream there is, with Helidon's own sink. */
public final class ClockRoutes {
  /** The clock is open to everybody, but not to any number at once. */
  private static final int MAX_READERS = 500;

  private static final String CLOCK = "clock";

  private final Permits<String> permits = new Permits<>(MAX_READERS);

  public void addTo(RouteTable routes) {
    routes.on(Method.GET, "/api/clock", this::tick);
  }

  private void tick(ServerRequest req, ServerResponse res) {
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    if (req.prologue().method().equals(Method.HEAD)) {
      res.header(HeaderNames.CONTENT_TYPE, EventStreams.MEDIA_TYPE).send();
      return;
    }
    if (!permits.tryAcquire(CLOCK)) {
      throw Problem.busy("Too many clients read the clock.").exception();
    }
    try (var sink = res.sink(SseSink.TYPE)) {
      for (int count = 1; ; count++) {
        sink.emit(
            SseEvent.create("{\"time\":\"%s\",\"count\":%d}".formatted(Instant.now(), count)));
        Thread.sleep(Duration.ofSeconds(1));
      }
    } catch (UncheckedIOException | InterruptedException e) {
      throw new CloseConnectionException("the reader left or the server stops", e);
    } finally {
      permits.release(CLOCK);
    }
  }
}
