package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The clients of {@code tracking-web/test/clients} in the Node.js that the environment variable
 * NODE names. Without one their tests are skipped, and with CI=true they fail.
 */
final class NodeClients implements AutoCloseable {
  private static final Path STORM = Path.of("..", "tracking-web", "test", "clients", "storm.js");

  private static final Pattern HEARD = Pattern.compile("(\\S+#[0-9]+) (\\S+)");

  private final Process process;
  private final Map<String, List<String>> heard = new ConcurrentSkipListMap<>();

  private NodeClients(Process process) {
    this.process = process;
    Thread.startVirtualThread(this::readOutput);
  }

  /** For test classes that need one. */
  static final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (program().filter(Files::isRegularFile).filter(Files::isExecutable).isPresent()) {
        return ConditionEvaluationResult.enabled("NODE names a program");
      }
      var reason = "the environment variable NODE names no program";
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException(reason + ", and with CI=true nothing may be skipped");
      }
      return ConditionEvaluationResult.disabled(reason);
    }
  }

  private static Optional<Path> program() {
    return Optional.ofNullable(System.getenv("NODE")).filter(name -> !name.isEmpty()).map(Path::of);
  }

  /** Follows a customer's stream with several instances of each client. */
  static NodeClients follow(URI stream, String token, int instances) {
    var node = program().orElseThrow().toString();
    var command =
        List.of(node, STORM.toString(), stream.toString(), token, String.valueOf(instances));
    try {
      return new NodeClients(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readOutput() {
    try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var heardByOne = HEARD.matcher(line);
        if (heardByOne.matches()) {
          heard
              .computeIfAbsent(heardByOne.group(1), _ -> new CopyOnWriteArrayList<>())
              .add(heardByOne.group(2));
        } else {
          System.out.println("node: " + line);
        }
      }
    } catch (IOException e) {
      // the process was ended
    }
  }

  /** The words that each instance has heard so far, by its name. */
  Map<String, List<String>> heard() {
    return heard;
  }

  /** Waits until every instance has heard this word. */
  void awaitHeard(String word) {
    Await.until("the clients begin", () -> !heard.isEmpty());
    heard.forEach(
        (client, words) -> Await.until(client + " hears " + word, () -> words.contains(word)));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
