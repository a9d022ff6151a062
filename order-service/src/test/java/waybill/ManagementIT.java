package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where the health checks are, for a proxy or an orchestrator on another machine. */
final class ManagementIT {
  private static final Path IS_LIVE = Path.of("..", "docs", "deployment", "is-live");

  @TempDir Path data;

  private final String port = String.valueOf(RunningProxy.freePort());

  /** Other systems have only one loopback address. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void theHealthChecksListenOnTheAddressOfTheirSetting() throws IOException {
    try (var _ = start("WAYBILL_MANAGEMENT_HOST", "127.0.0.2")) {
      assertEquals(200, status("127.0.0.2"));
      assertThrows(ConnectException.class, () -> status("127.0.0.1"));
    }
  }

  @Test
  void theScriptForContainersTellsWhetherTheServiceLives()
      throws IOException, InterruptedException {
    try (var service = start()) {
      assertEquals(0, isLive());

      service.kill();
      assertNotEquals(0, isLive());
    }
  }

  private ServiceProcess start(String... settings) {
    var all = new String[settings.length + 2];
    System.arraycopy(settings, 0, all, 2, settings.length);
    all[0] = "WAYBILL_MANAGEMENT_PORT";
    all[1] = port;
    return ServiceProcess.start(data, all);
  }

  private int status(String host) throws IOException {
    var uri = URI.create("http://" + host + ":" + port + "/observe/health/live");
    return ((HttpURLConnection) uri.toURL().openConnection()).getResponseCode();
  }

  private int isLive() throws IOException, InterruptedException {
    var script = new ProcessBuilder("bash", IS_LIVE.toString());
    script.environment().put("WAYBILL_MANAGEMENT_PORT", port);
    return script.redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
  }
}
