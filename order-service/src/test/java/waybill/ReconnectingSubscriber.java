package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;

/**
 * A client that follows a customer through any number of crashes: it keeps its last cursor and goes
 * on from there, as a browser does.
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

  /** Returns when it is caught up: what it missed has come, and is counted. */
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

  /** After the crash: what still came through. */
  void lose() {
    stream.untilEnd().forEach(this::take);
    cursor = stream.lastId();
    stream.close();
  }

  private void take(EventStream.Event event) {
    assertNotEquals("reset", event.event(), "the cursor was good");
    if (event.isChange()) {
      assertEquals(began + words.size() + 1, event.number(), "seq of " + customer);
      words.add(CustomerLogReader.word(RunningService.json(event.data())));
    }
  }

  /** Caught up, it has everything once, and in the order of the log. */
  void assertHasAllOf(CustomerLogReader journal) {
    var all = journal.words();
    assertEquals(all.subList((int) began, all.size()), words);
  }
}
