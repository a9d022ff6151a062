package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what is in the log to what comes: nothing falls between. */
final class HandOverIT {
  @TempDir Path data;

  @Test
  void aStreamReplaysWhatWasMissedThenSaysReadyThenGoesLive() {
    try (var service = RunningService.start(data)) {
      service.customer("ada");
      var order = service.order("ada");
      var epoch =
          RunningService.json(service.get("/api/customers/ada/orders"))
              .get("cursor")
              .textValue()
              .split("-", 2)[0];

      try (var stream =
          EventStream.open(service.port(), "/api/customers/ada/events?after=" + epoch + "-0")) {
        assertEquals("order.placed", stream.await(EventStream.Event::isChange).event());
        assertEquals(epoch + "-1", stream.await("ready").id());
        service.append(order, "{\"type\":\"order.confirmed\"}");
        assertEquals(epoch + "-2", stream.await("order.confirmed").id());
      }
    }
  }
}
