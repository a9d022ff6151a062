package waybill.clock;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.limits.StreamLimits;
import waybill.limits.StreamLimits.Admission.Granted;
import waybill.limits.StreamLimits.Caller;

/** The smallest event stream: Helidon's own sink sends the time and a counter every second. */
public final class ClockRoutes {
  private final StreamLimits limits = new StreamLimits(500, 20, 500);

  /** After the age a browser comes back, and a client that does not read is gone. */
  public void addTo(RouteTable routes, Duration age) {
    routes.on(Method.GET, "/api/clock", (req, res) -> tick(req, res, age.toSeconds()));
  }

  /** Ends by an exception when the client leaves; {@link RouteTable} then closes the connection. */
  private void tick(ServerRequest req, ServerResponse res, long seconds)
      throws InterruptedException {
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    if (req.prologue().method().equals(Method.HEAD)) {
      res.header(HeaderNames.CONTENT_TYPE, Responses.EVENT_STREAM).send();
      return;
    }
    var address = new RequestReader(req).addressGroup();
    var caller = new Caller(address, "", Instant.MAX, Optional.empty());
    if (!(limits.acquire(caller) instanceof Granted(var permit))) {
      throw Problem.tooManyStreams().exception();
    }
    try (permit;
        var sink = res.sink(SseSink.TYPE)) {
      for (int count = 1; count <= seconds; count++) {
        var json = "{\"time\":\"%s\",\"count\":%d}".formatted(Instant.now(), count);
        sink.emit(SseEvent.create(json));
        Thread.sleep(Duration.ofSeconds(1));
      }
    }
  }
}
