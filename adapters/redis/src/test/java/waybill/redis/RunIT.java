package waybill.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import waybill.Await;
import waybill.cluster.ChildProcess;
import waybill.cluster.RedisServer;
import waybill.cluster.Server;

/** {@code ./run} with a bus of the folder adapters. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class RunIT {
  @TempDir private Path folder;

  @Test
  void theServiceRunsWithTheAdapterThatIsNamed() {
    try (Server redis = RedisServer.of(folder, ChildProcess.freePort())) {
      redis.start();
      int port = freePair();
      var settings =
          Map.of("WAYBILL_DATA", folder.toString(), "WAYBILL_BROKER", RedisServer.url(redis));
      try (var run = RunCommand.start(settings, "--with", "redis", "--port", "" + port)) {
        run.await("Waybill listens on");

        var readiness = URI.create("http://127.0.0.1:" + (port + 1) + "/observe/health/ready");
        Await.until("the bus is well", () -> isWell(readiness));
      }
    }
  }

  /** The health checks are on the next one. */
  private static int freePair() {
    int port = ChildProcess.freePort();
    return ChildProcess.listens(port + 1) ? freePair() : port;
  }

  private static boolean isWell(URI readiness) {
    try (var answer = readiness.toURL().openStream()) {
      var checks = new String(answer.readAllBytes(), UTF_8);
      return checks.contains("\"bus\"") && !checks.contains("degraded");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    try (var noAdapter = RunCommand.start(Map.of(), "--with", "pigeons");
        var noServer = RunCommand.start(Map.of(), "--with", "redis")) {
      noAdapter.await("--with needs one of: .*redis");
      noServer.await("waybill.broker: needed by an adapter such as redis");
    }
  }
}
