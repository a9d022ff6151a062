package waybill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InProcessBusTest {
  private static final Message MESSAGE = new Message(Topic.ALL_CHANGES, 0, "note", new byte[0]);

  @Test
  void anExceptionOfOneSubscriberReachesNeitherTheOthersNorThePublisher() {
    var bus = new InProcessBus();
    var received = new ArrayList<Message>();
    bus.subscribe(_ -> {
      throw new IllegalStateException("a subscriber that fails");
    });
    bus.subscribe(received::add);

    bus.publish(MESSAGE);
    bus.publish(MESSAGE);

    assertEquals(List.of(MESSAGE, MESSAGE), received);
  }
}
