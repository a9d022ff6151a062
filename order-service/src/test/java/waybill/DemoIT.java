package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.banner.Banner;

/** What a visitor of the demo sees. */
final class DemoIT {
  private static final Pattern CURL =
      Pattern.compile("curl http://[^/]+(/api/orders/\\S+) .*\\s+-H '.*' -d '(.*)'");

  @TempDir Path data;

  @Test
  void theSimulatorChangesAnOrderOfEveryCustomer() {
    try (var service = RunningService.demo(data);
        var ada = EventStream.open(service.port(), "/api/customers/ada/events");
        var grace = EventStream.open(service.port(), "/api/customers/grace/events");
        var linus = EventStream.open(service.port(), "/api/customers/linus/events")) {
      ada.await(EventStream.Event::isChange);
      grace.await(EventStream.Event::isChange);
      linus.await(EventStream.Event::isChange);
    }
  }

  @Test
  void theCommandOfTheBannerChangesTheParkedOrderAfterEveryRestart() {
    for (var expected :
        new String[] {"shipment.out_for_delivery", "shipment.delivered", "order.note_added"}) {
      try (var service = RunningService.demo(data);
          var page = EventStream.open(service.port(), "/api/customers/ada/events")) {
        page.await("ready");
        var banner =
            Banner.demo(
                Banner.address(false, "127.0.0.1", service.port()),
                service.waybill().demo().orElseThrow().parked());
        var command = CURL.matcher(String.join("\n", banner));
        assertTrue(command.find(), banner::toString);

        var answer = service.post(command.group(1), command.group(2));

        assertEquals(201, answer.statusCode(), answer::body);
        page.await(expected);
      }
    }
  }

  @Test
  void withoutDemoModeTheDatabaseIsEmpty() {
    try (var service = RunningService.start(data)) {
      assertEquals("{\"customers\":[]}", service.get("/api/customers").body());
      assertTrue(service.waybill().demo().isEmpty());
    }
  }
}
