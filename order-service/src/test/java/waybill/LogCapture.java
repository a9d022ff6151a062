package waybill;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Collects what this process logs until it is closed. */
public final class LogCapture extends Handler implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  private LogCapture() {}

  public static LogCapture start() {
    var logged = new LogCapture();
    logged.root.addHandler(logged);
    return logged;
  }

  List<String> messages() {
    return records.stream()
        .map(record -> record.getLoggerName() + ": " + record.getMessage())
        .toList();
  }

  /** As in a log file: with time, parameters and exceptions. */
  public List<String> lines() {
    return records.stream().map(new SimpleFormatter()::format).toList();
  }

  @Override
  public void publish(LogRecord record) {
    records.add(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
  }
}
