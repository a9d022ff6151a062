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

  /**
   * Helidon 4.5.0 holds the log open by joining its hook. If the hook is not started yet at that
   * moment, the join ends at once and the word is lost, which is rare: one of a few must be seen.
   */
  private static final int TRIES = 5;

  @Test
  void whatIsLoggedWhileTheServiceStopsIsSeen() throws IOException, InterruptedException {
    var output = "";
    for (int i = 0; i < TRIES && !output.contains("a last word"); i++) {
      output = outputOfAStop();
    }

    assertTrue(output.contains("a last word"), output);
  }

  private static String outputOfAStop() throws IOException, InterruptedException {
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
    return output;
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
