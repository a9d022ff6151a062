package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full house refuses newcomers and keeps its guests. */
final class LimitsIT {
  private static final String STREAM = "/api/customers/ada/events";

  @TempDir Path data;

  private int perAddress;
  private int onNode;

  @BeforeEach
  void room() {
    perAddress = 2;
    onNode = 10;
  }

  @Test
  void anAddressAboveItsCapIsToldWhenToTryAgainAndOpenStreamsStay() {
    try (var service = service();
        var first = open(service, STREAM);
        var _ = open(service, STREAM)) {
      var refused = service.get(STREAM, "Accept", "text/event-stream");

      assertEquals(429, refused.statusCode());
      assertEquals("10", refused.headers().firstValue("Retry-After").orElse(""));
      assertEquals(
          "urn:waybill:problem:too-many-streams",
          RunningService.json(refused).get("type").textValue());
      service.order("ada");
      first.await("order.placed");
    }
  }

  @Test
  void aFullNodeRefusesWith503() {
    onNode = 1;
    try (var service = service();
        var _ = open(service, STREAM)) {
      var refused = service.get(STREAM, "Accept", "text/event-stream");

      assertEquals(503, refused.statusCode());
      assertTrue(refused.headers().firstValue("Retry-After").isPresent());
    }
  }

  @Test
  void aPageThatComesBackReplacesItsOwnFormerStream() {
    try (var service = service();
        var former = open(service, STREAM + "?client=tab1");
        var _ = open(service, STREAM)) {
      try (var successor = open(service, STREAM + "?client=tab1")) {
        assertEquals("{\"reason\":\"replaced\"}", former.await("end").data());
        former.awaitEnd();
        service.order("ada");
        successor.await("order.placed");
      }
    }
  }

  @Test
  void aPlaceIsFreeAgainWhenItsStreamIsOver() {
    perAddress = 1;
    try (var service = service()) {
      open(service, STREAM).abort();
      service.order("ada"); // a write is what notices

      EventStream next = null;
      for (int i = 0; next == null && i < 100; i++) {
        service.order("ada");
        var attempt = EventStream.open(service.port(), STREAM);
        next = attempt.statusLine().contains("200") ? attempt : null;
      }

      assertTrue(next != null);
      next.close();
    }
  }

  private RunningService service() {
    var service =
        RunningService.start(
            data, RunningService.STANDARD, new Settings.Limits(1_000_000, perAddress, onNode));
    service.customer("ada");
    return service;
  }

  private static EventStream open(RunningService service, String path) {
    var stream = EventStream.open(service.port(), path);
    assertTrue(stream.next(Duration.ofSeconds(10)).isPresent());
    stream.await("ready");
    return stream;
  }
}
