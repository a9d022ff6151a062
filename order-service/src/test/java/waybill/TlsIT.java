package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.edge.RequestTimes;

/** With a certificate and its key, the service speaks TLS only. */
final class TlsIT {
  private static final SelfSigned FIRST = SelfSigned.make("first", "EC");
  private static final SelfSigned SECOND = SelfSigned.make("second", "RSA");

  @TempDir Path data;
  @TempDir Path keys;

  private Settings.Tls files;

  @BeforeEach
  void write() {
    files = FIRST.writeTo(keys);
  }

  @Test
  void requestsAndStreamsGoOverTls() {
    try (var service = RunningService.start(data, RunningService.LONG_TIMEOUTS, files)) {
      service.customer("ada");
      try (var stream = EventStream.open(connect(service.port()), "/api/customers/ada/events")) {
        stream.await("ready");
        service.order("ada");

        assertEquals("order.placed", stream.next().event());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void everyUsualKindOfKeyWorks(String algorithm) {
    var tls = SelfSigned.make(algorithm, algorithm).writeTo(keys);
    try (var service = RunningService.start(data, RunningService.LONG_TIMEOUTS, tls)) {
      assertEquals("CN=" + algorithm, subject(service));
      assertEquals(200, service.get("/clock").statusCode());
    }
  }

  @Test
  void onlyHttp11AndTls12Or13AreSpoken() throws IOException {
    try (var service = RunningService.start(data, RunningService.LONG_TIMEOUTS, files)) {
      try (var socket = unconnected(service.port())) {
        var offered = socket.getSSLParameters();
        offered.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        socket.setSSLParameters(offered);
        socket.startHandshake();

        assertEquals("http/1.1", socket.getApplicationProtocol());
        assertEquals("TLSv1.3", socket.getSession().getProtocol());
        assertEquals(200, RawHttp.on(socket).ask("GET /clock").status());
      }
      try (var socket = unconnected(service.port())) {
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.startHandshake();
        assertEquals(200, RawHttp.on(socket).ask("GET /clock").status());
      }
      try (var socket = unconnected(service.port())) {
        socket.setEnabledProtocols(new String[] {"TLSv1.1"});
        assertThrows(SSLException.class, socket::startHandshake);
      }
    }
  }

  @Test
  void newConnectionsGetAChangedCertificateAndAnOpenStreamContinues() throws IOException {
    try (var service = RunningService.start(data, RunningService.LONG_TIMEOUTS, files)) {
      service.customer("ada");
      try (var stream = EventStream.open(connect(service.port()), "/api/customers/ada/events")) {
        stream.await("ready");
        assertEquals("CN=first", subject(service));
        Files.writeString(files.certificate(), SECOND.certificate());
        Files.writeString(files.key(), SECOND.key());

        Await.until("the second certificate is in use", () -> subject(service).equals("CN=second"));
        service.order("ada");
        assertEquals("order.placed", stream.next().event());
      }
    }
  }

  @Test
  void filesThatAreNoPairChangeNothingAndAreLoggedOnce() throws IOException {
    try (var service = RunningService.start(data, RunningService.LONG_TIMEOUTS, files);
        var log = LogCapture.start()) {
      Files.writeString(files.certificate(), SECOND.certificate());
      Await.until("the warning is logged", () -> !warnings(log).isEmpty());
      assertEquals("CN=first", subject(service));

      Files.writeString(files.key(), SECOND.key());
      Await.until("the second certificate is in use", () -> subject(service).equals("CN=second"));
      assertEquals(1, warnings(log).size(), () -> log.messages().toString());
    }
  }

  @Test
  void aSlowClientIsClosedDuringTheHandshakeAndAfterIt() throws IOException {
    var times =
        new RequestTimes(
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(500),
            Duration.ofSeconds(20));
    try (var service = RunningService.start(data, times, files)) {
      try (var silent = RawHttp.connect(service.port())) {
        silent.assertClosed();
      }
      try (var slowHandshake = RawHttp.connect(service.port())) {
        // the head of a TLS record that is longer than all that follows
        slowHandshake.send(new byte[] {22, 3, 1, 16, 0});
        var drip =
            Thread.ofVirtual()
                .start(() -> slowHandshake.drip("x".repeat(1000), Duration.ofMillis(20)));
        slowHandshake.assertClosed();
        drip.interrupt();
      }
      try (var slow = RawHttp.on(connect(service.port()))) {
        slow.send("GET /clock HTTP/1.1\r\n");
        assertEquals(408, slow.answer(false).status());
      }
      try (var idle = RawHttp.on(connect(service.port()))) {
        assertEquals(200, idle.ask("GET /clock").status());
        idle.assertClosed();
      }
      Await.until("no connection is left", () -> service.waybill().server().connections() == 0);
    }
  }

  @Test
  void filesThatAreNoPairStopTheStart() throws IOException {
    var missing = keys.resolve("none.pem");
    assertRefusal("cannot be read", new Settings.Tls(missing, files.key()));
    assertRefusal("cannot be read", new Settings.Tls(files.certificate(), keys));
    assertRefusal("has no certificates", new Settings.Tls(files.key(), files.key()));
    assertRefusal("has no private key", new Settings.Tls(files.certificate(), files.certificate()));
    Files.writeString(files.key(), SECOND.key());
    assertRefusal("is not the key of", files);
    Files.writeString(files.key(), SelfSigned.make("third", "EC").key());
    assertRefusal("is not the key of", files);
  }

  private void assertRefusal(String reason, Settings.Tls tls) {
    var environment =
        Map.of(
            "WAYBILL_DATA", data.toString(),
            "SERVER_PORT", "0",
            "WAYBILL_MANAGEMENT_PORT", "0",
            "WAYBILL_TLS_CERTIFICATE", tls.certificate().toString(),
            "WAYBILL_TLS_KEY", tls.key().toString());
    var refusal =
        assertThrows(
            Settings.BadSetting.class, () -> Main.start(Settings.read(environment)).close());
    assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal.getMessage());
  }

  private static List<String> warnings(LogCapture log) {
    return log.messages().stream()
        .filter(message -> message.startsWith("waybill.edge.Certificates: the former"))
        .toList();
  }

  private static String subject(RunningService service) {
    try (var socket = connect(service.port())) {
      var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return certificate.getSubjectX500Principal().getName();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SSLSocket connect(int port) {
    try {
      var socket = unconnected(port);
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Before the handshake; no TLS session is resumed, because each has its own context. */
  private static SSLSocket unconnected(int port) throws IOException {
    return (SSLSocket)
        SelfSigned.believed()
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), port);
  }
}
