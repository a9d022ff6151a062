package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.banner.Banner;

/** A service that cannot start prints the reason in one sentence and exits with status 2. */
final class StartIT {
  @TempDir Path data;

  @Test
  void aStartedServicePrintsItsAddressOnly() {
    try (var service = ServiceProcess.start(data)) {
      service.terminate();
      service.awaitExit();

      assertEquals(
          Banner.plain(Banner.address(false, "127.0.0.1", service.port()), Optional.empty()),
          service.output());
    }
  }

  @Test
  void thePortInUseIsNamedWithItsSetting() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = String.valueOf(other.getLocalPort());

      assertRefusal("server.port: cannot listen on port " + port, "SERVER_PORT", port);
      assertRefusal(
          "waybill.management.port: cannot listen on port " + port,
          "WAYBILL_MANAGEMENT_PORT",
          port);
    }
  }

  @Test
  void bothPortsMustDiffer() throws IOException {
    var port = freePort();

    assertRefusal(
        "waybill.management.port: must not be that of server.port",
        "SERVER_PORT",
        port,
        "WAYBILL_MANAGEMENT_PORT",
        port);
  }

  @Test
  void anUnknownSettingIsNamed() {
    assertRefusal("there is no setting waybill.stream.pong", "WAYBILL_STREAM_PONG", "PT1S");
  }

  @Test
  void aWrongValueIsNamed() {
    assertRefusal("waybill.demo: 'yes' is not true or false", "WAYBILL_DEMO", "yes");
  }

  @Test
  void aDatabaseInUseIsReportedInOneSentence() throws IOException {
    try (var first = ServiceProcess.start(data)) {
      assertRefusal("the database is in use by another process");

      assertEquals(200, first.get("/api/customers").statusCode());
    }
  }

  private void assertRefusal(String sentence, String... settings) {
    try (var service = ServiceProcess.launch(data, settings)) {
      assertEquals(2, service.awaitExit());
      assertEquals(1, service.output().size(), () -> service.output().toString());
      var line = service.output().getFirst();
      assertTrue(line.startsWith("waybill: " + sentence), line);
    }
  }

  private static String freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return String.valueOf(socket.getLocalPort());
    }
  }
}
