package waybill.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import waybill.limits.StreamLimits;
import waybill.limits.StreamLimits.Admission;
import waybill.limits.StreamLimits.Caller;
import waybill.stream.Cursor;
import waybill.stream.Hub;
import waybill.stream.Log;
import waybill.stream.StreamSettings;
import waybill.stream.Topic;

/** A log without events: what a page gets, it got from the bus. */
final class EmptyLog implements Log {
  private static final Duration LONG = Duration.ofMinutes(5);
  static final StreamSettings SETTINGS = new StreamSettings(LONG, LONG, Duration.ZERO);

  @Override
  public long head(Topic topic) {
    return 0;
  }

  @Override
  public List<Entry> after(Topic topic, long number, int limit) {
    return List.of();
  }

  @Override
  public Cursor cursor(Topic topic, long number) {
    return new Cursor("e", 'c', number);
  }

  /** Opens a page that leaves when it has got an event. */
  static void openPage(Hub hub, Topic topic) {
    var caller = new Caller("test", topic.name(), Instant.MAX, Optional.empty());
    var admission = (Admission.Granted) new StreamLimits(1, 1, 1).acquire(caller);
    var page =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new AssertionError("blocks are written");
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            if (new String(bytes, from, length, UTF_8).contains("event: note")) {
              throw new IOException("the client has left");
            }
          }
        };
    Thread.startVirtualThread(() -> {
      try {
        hub.follow(topic, Optional.empty(), admission.permit(), page);
      } catch (IOException | InterruptedException e) {
        // the page has left
      }
    });
  }
}
