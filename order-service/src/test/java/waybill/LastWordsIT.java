package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * What goes wrong while the service stops is in the log, although java.util.logging closes its
 * handlers in a shutdown hook of its own: Main relies on this of Helidon, and says so.
 */
final class LastWordsIT {

  @Test
  void whatIsLoggedWhileTheServiceStopsIsSeen() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Stopping.class.getName())
            .redirectErrorStream(true)
            .start();

    var output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
    assertTrue(output.contains("a last word"), output);
  }

  /** A program that has something to say long after the other shutdown hooks have run. */
  static final class Stopping {
    private Stopping() {}

    public static void main(String[] args) {
      var log = System.getLogger(Stopping.class.getName());
      io.helidon.Main.addShutdownHandler(() -> {
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        log.log(Level.ERROR, "a last word");
      });
    }
  }
}
