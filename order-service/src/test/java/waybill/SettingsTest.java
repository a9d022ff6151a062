package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void theDefaultsApplyWithoutConfiguration() {
    var settings = Settings.read(Map.of());

    assertEquals("127.0.0.1", settings.host());
    assertEquals(8080, settings.port());
    assertEquals(Duration.ofSeconds(15), settings.stream().ping());
    assertEquals(false, settings.demo());
    assertEquals(Duration.ZERO, settings.keep());
  }

  @Test
  void theEnvironmentOverridesTheFileAndTheFileOverridesTheJar(@TempDir Path folder)
      throws IOException {
    var file =
        Files.writeString(
            folder.resolve("w.yaml"), "server: {port: 1111}\nwaybill: {data: here}\n");

    var settings = Settings.read(Map.of("WAYBILL_CONFIG", file.toString(), "SERVER_PORT", "2222"));

    assertEquals(2222, settings.port());
    assertEquals(Path.of("here"), settings.data());
  }

  @ParameterizedTest
  @CsvSource({
    "SERVER_PORT, 99999, server.port",
    "SERVER_PORT, many, server.port",
    "WAYBILL_DATA, /tmp/a;CACHE_SIZE=1, waybill.data",
    "WAYBILL_DATA, a\\b, waybill.data",
    "SERVER_HOST, 0.0.0.0, server.host",
    "WAYBILL_DEMO, yes, waybill.demo",
    "WAYBILL_LOG_KEEP, P1D, from P2D to P3650D",
    "WAYBILL_LOG_KEEP, 90d, waybill.log.keep",
    "WAYBILL_STREAM_PING, PT16S, waybill.stream.ping",
    "WAYBILL_STREAM_PING, PT0.005S, from PT0.1S to PT15S",
    "WAYBILL_STREAM_STALL, PT0S, waybill.stream.stall",
    "WAYBILL_STREAM_STALL, PT0.5S, from PT1S to PT10M",
    "WAYBILL_STREAM_STALL, PT11M, from PT1S to PT10M",
    "WAYBILL_STREAM_AGE, PT0.1S, from PT1S to PT24H",
    "WAYBILL_STREAM_AGE, P30D, from PT1S to PT24H",
    "WAYBILL_STREAM_DRAIN, PT-1S, from PT0S to PT5M",
    "WAYBILL_STREAM_DRAIN, PT1H, from PT0S to PT5M",
    "WAYBILL_STREAM_AGE, 30m, waybill.stream.age",
    "WAYBILL_BUS, kafka, waybill.bus",
    "WAYBILL_BUS, redis, the name of an adapter on the class path",
    "WAYBILL_BUS, postgres, which db.url names",
    "WAYBILL_BROKER, redis://127.0.0.1, waybill.broker",
    "WAYBILL_LIMITS_NODE, 0, waybill.limits.node",
    "WAYBILL_HTTP_REQUEST, PT0S, waybill.http.request",
    "WAYBILL_PROXIES, localhost, waybill.proxies",
    "WAYBILL_TLS_CERTIFICATE, here.pem, waybill.tls.key is missing",
    "WAYBILL_TLS_KEY, here.pem, waybill.tls.certificate is missing",
    "WAYBILL_ORIGIN, track.example.com, waybill.origin",
    "WAYBILL_ORIGIN, https://track.example.com/, waybill.origin",
    "WAYBILL_CORS_ORIGINS, *, waybill.cors.origins",
    "WAYBILL_ADMIN_PASSWORD, short, waybill.admin.password",
    "WAYBILL_ADMIN_PASSWORD, 🔑🔑🔑🔑, waybill.admin.password",
    "WAYBILL_ADMIN_PASSWORD_FILE, /no/such/file, waybill.admin.password.file",
    "WAYBILL_TOKEN_ISSUER, https://id.example.com, waybill.token.keys",
    "WAYBILL_STREAM_PONG, PT1S, waybill.stream.pong",
    "WAYBILL_CONFIG, /no/such/file, WAYBILL_CONFIG",
  })
  void anInvalidValueStopsTheStartAndItsKeyIsNamed(String variable, String value, String named) {
    var refusal =
        assertThrows(Settings.BadSetting.class, () -> Settings.read(Map.of(variable, value)));

    assertTrue(String.valueOf(refusal.getMessage()).contains(named), refusal.getMessage());
  }

  @Test
  void serviceLinksOfKubernetesAreIgnored() {
    var links =
        Map.of(
            "WAYBILL_PORT", "tcp://10.0.0.1:8080",
            "WAYBILL_SERVICE_HOST", "10.0.0.1",
            "WAYBILL_SERVICE_PORT", "8080",
            "WAYBILL_SERVICE_PORT_HTTP", "8080",
            "WAYBILL_PORT_8080_TCP_ADDR", "10.0.0.1",
            "WAYBILL_MANAGEMENT_PORT", "tcp://10.0.0.2:8081",
            "WAYBILL_MANAGEMENT_SERVICE_HOST", "10.0.0.2",
            "SERVER_PORT", "udp://10.0.0.3:53",
            "DB_SERVICE_HOST", "10.0.0.4");

    assertEquals(Settings.read(Map.of()).port(), Settings.read(links).port());
  }

  @Test
  void aPublicServiceMustUseTlsAndMustNotBeADemo() {
    var behindProxy =
        Map.of("SERVER_HOST", "0.0.0.0", "WAYBILL_ORIGIN", "https://track.example.com");
    var inTheClear = Map.of("SERVER_HOST", "0.0.0.0", "WAYBILL_ORIGIN", "http://track.example.com");
    var demo = Map.of("WAYBILL_ORIGIN", "https://track.example.com", "WAYBILL_DEMO", "true");

    assertTrue(Settings.read(behindProxy).secure());
    assertRefused("server.host", inTheClear);
    assertRefused("waybill.demo", demo);
  }

  private static void assertRefused(String named, Map<String, String> environment) {
    var refusal = assertThrows(Settings.BadSetting.class, () -> Settings.read(environment));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith(named), refusal.getMessage());
  }

  @Test
  void theFirstPasswordCanComeFromAFile(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("password"), "from a file\n");

    var settings = Settings.read(Map.of("WAYBILL_ADMIN_PASSWORD_FILE", file.toString()));

    assertEquals("from a file", settings.adminPassword().orElseThrow());
  }

  @Test
  void anUnknownKeyInTheFileStopsTheStart(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("w.yaml"), "waybill: {stream: {pings: PT1S}}\n");

    var refusal =
        assertThrows(
            Settings.BadSetting.class,
            () -> Settings.read(Map.of("WAYBILL_CONFIG", file.toString())));

    assertTrue(String.valueOf(refusal.getMessage()).contains("waybill.stream.pings"));
  }

  @Test
  void everyKeyOfTheTableIsRead() {
    var reader = new SettingsReader(Config.empty());

    Settings.read(reader);

    assertEquals(Set.of(), reader.unread);
  }

  /** With {@code -Dwaybill.docs.write=true} the test writes the table instead. */
  @Test
  void theDocumentationHasTheTableOfTheCode() throws IOException {
    var page = Files.readString(PAGE);
    int from = page.indexOf("| key |");
    int to = page.indexOf("\n\n", from);

    if (Boolean.getBoolean("waybill.docs.write")) {
      Files.writeString(PAGE, page.substring(0, from) + table() + page.substring(to));
      return;
    }
    assertEquals(table(), page.substring(from, to), "run ./test -Dwaybill.docs.write=true");
  }

  private static String table() {
    return SettingsReader.KEYS.values().stream()
        .map(SettingsTest::row)
        .collect(
            Collectors.joining("\n", "| key | default | is | meaning |\n|---|---|---|---|\n", ""));
  }

  private static String row(SettingsReader.Key key) {
    var standard = key.standard().isEmpty() ? "(empty)" : "`" + key.standard() + "`";
    return "| `%s` | %s | %s | %s |"
        .formatted(key.name(), standard, key.kind().description, key.meaning());
  }
}
