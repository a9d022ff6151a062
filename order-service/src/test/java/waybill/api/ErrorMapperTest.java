package waybill.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import waybill.storage.StorageFailure;

final class ErrorMapperTest {
  /** A stack trace for each of the requests that wait while the database hangs says nothing. */
  @Test
  void aChangeInDoubtIsOneLineOfTheLog() {
    var lines = new ArrayList<String>();
    var logger = Logger.getLogger(ErrorMapper.class.getName());
    var handler = new Lines(lines);
    logger.addHandler(handler);
    try {
      var problem = ErrorMapper.of(new StorageFailure.CommitFailed(new IllegalStateException()));

      assertEquals(503, problem.status());
      var failure = StorageFailure.CommitFailed.class.getName() + ": the commit failed";
      assertEquals(List.of("a change is in doubt: " + failure), lines);
    } finally {
      logger.removeHandler(handler);
    }
  }

  private static final class Lines extends Handler {
    private final List<String> lines;

    Lines(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord message) {
      lines.add(new SimpleFormatter().formatMessage(message));
      assertEquals(null, message.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
