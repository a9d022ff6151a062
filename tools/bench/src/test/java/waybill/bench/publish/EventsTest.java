package waybill.bench.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class EventsTest {
  private final Events events = new Events(2);

  @Test
  void eachCustomersSequenceBeginsWithOneAndHasNoGap() {
    assertEquals(1, events.next(0, 0).seq());
    assertEquals(1, events.next(1, 1).seq());
    assertEquals(2, events.next(1, 2).seq());
    assertEquals(2, events.next(0, 3).seq());
  }

  @Test
  void anOrdersVersionRisesWithEachEvent() {
    long first = events.next(0, 0).version();

    assertEquals(first + 1, events.next(0, 1).version());
  }

  @Test
  void aBodyIsTheRealOneWithItsNumberInTheText() throws IOException {
    var event = events.next(1, 123_456);
    var body = json(event.body());

    assertEquals("c1", event.customer().value());
    assertEquals(event.type().wireName(), body.get("type").textValue());
    assertEquals(event.order().value(), body.get("orderId").textValue());
    assertEquals("Depot Halle #123456", body.at("/data/location").textValue());
    assertEquals("IN_TRANSIT", body.at("/order/shipments/0/status").textValue());
  }

  @Test
  void anotherCustomerHasAnotherOrder() {
    assertNotEquals(events.next(0, 0).order(), events.next(1, 1).order());
  }

  private static JsonNode json(byte[] body) throws IOException {
    return new JsonMapper().readTree(body);
  }
}
