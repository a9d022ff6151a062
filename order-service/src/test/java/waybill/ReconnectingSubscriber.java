package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;

/**
 * A client that follows a customer's stream through crashes: it reconnects with the last cursor it
 * received, as a browser does.
 */
final class ReconnectingSubscriber {
  private final String customer;
  private final List<String> words = new ArrayList<>();
  private String cursor = "";
  private long began;
  private EventStream stream;

  ReconnectingSubscriber(String customer) {
    this.customer = customer;
  }

  /** Returns when all missed events have arrived. */
  void connect(ServiceProcess service) {
    var path = "/api/customers/" + customer + "/events";
    if (cursor.isEmpty()) {
      stream = EventStream.open(service.port(), path);
      began = stream.await("ready").number();
      return;
    }
    stream = EventStream.open(service.port(), path, "Last-Event-ID", cursor);
    for (var event = stream.next(); !event.event().equals("ready"); event = stream.next()) {
      take(event);
    }
  }

  /** Reads the events that arrived before the crash, and keeps the last cursor. */
  void disconnect() {
    stream.untilEnd().forEach(this::take);
    cursor = stream.lastId();
    stream.close();
  }

  private void take(EventStream.Event event) {
    assertNotEquals("reset", event.event(), "a valid cursor was answered with a reset");
    if (event.isChange()) {
      assertEquals(began + words.size() + 1, event.number(), "seq of " + customer);
      words.add(CustomerLogReader.word(RunningService.json(event.data())));
    }
  }

  /** It has received every event once, in the order of the log. */
  void assertReceivedAllOf(CustomerLogReader log) {
    var all = log.words();
    assertEquals(all.subList((int) began, all.size()), words);
  }
}
