package waybill.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** {@code ./run} with some arguments, and what it prints. */
final class RunCommand implements AutoCloseable {
  /** It may build. */
  private static final int TIMEOUT_SECONDS = 180;

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> read = new ArrayList<>();

  private RunCommand(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::collect);
  }

  static RunCommand start(Map<String, String> environment, String... arguments) {
    var command = new ArrayList<>(List.of(Path.of("..", "..", "run").toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      return new RunCommand(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void collect() {
    var output = process.getInputStream();
    try (var reader = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // it has ended
    }
  }

  /** Waits for a line that contains the pattern. */
  MatchResult await(String pattern) {
    var compiled = Pattern.compile(pattern);
    while (true) {
      var found = compiled.matcher(next());
      if (found.find()) {
        return found;
      }
    }
  }

  private String next() {
    try {
      var line = lines.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("no further line: " + read);
      }
      read.add(line);
      return line;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends it as Ctrl-C does, and waits. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("it does not end: " + read);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
