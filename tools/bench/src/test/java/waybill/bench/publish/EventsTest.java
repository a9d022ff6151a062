package waybill.bench.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class EventsTest {
  private final Events events = new Events(2);

  @Test
  void eachCustomersSequenceBeginsWithOneAndHasNoGap() {
    assertEquals(1, events.next(0, 0).number());
    assertEquals(1, events.next(1, 1).number());
    assertEquals(2, events.next(1, 2).number());
    assertEquals(2, events.next(0, 3).number());
  }

  @Test
  void anOrdersVersionRisesWithEachEvent() {
    long first = events.next(0, 0).version();

    assertEquals(first + 1, events.next(0, 1).version());
  }

  @Test
  void theDataNamesTheOrderAndTheChange() throws IOException {
    var event = events.next(1, 123_456);
    var data = new JsonMapper().readTree(event.data());

    assertEquals("c1", event.customer());
    assertEquals("shipment.in_transit", data.get("type").textValue());
    assertEquals(event.order(), data.get("orderId").textValue());
    assertEquals("Depot Halle #123456", data.at("/data/location").textValue());
    assertEquals("IN_TRANSIT", data.at("/order/shipments/0/status").textValue());
  }

  @Test
  void eachCustomerHasAnotherOrder() {
    assertNotEquals(events.next(0, 0).order(), events.next(1, 1).order());
  }
}
