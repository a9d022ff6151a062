package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stop with open streams logs no errors. The service runs in this process, because another
 * process may end before its log handlers have written everything.
 */
final class QuietStopIT {
  private static final Logger ROOT = Logger.getLogger("");

  @TempDir Path data;
  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Handler recorder =
      new Handler() {
        @Override
        public void publish(LogRecord words) {
          logged.add(words.getLoggerName() + ": " + words.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    ROOT.addHandler(recorder);
  }

  @AfterEach
  void stopListening() {
    ROOT.removeHandler(recorder);
  }

  @Test
  void stoppingWithOpenStreamsLogsNothing() {
    var service = RunningService.start(data);
    service.customer("ada");
    var streams =
        List.of(
            EventStream.open(service.port(), "/api/clock"),
            EventStream.open(service.port(), "/api/customers/ada/events"),
            EventStream.open(service.port(), "/api/events"));
    streams.forEach(EventStream::next);

    service.close();

    streams.forEach(EventStream::awaitEnd);
    assertEquals(List.of(), List.copyOf(logged));
    streams.forEach(EventStream::close);
  }
}
