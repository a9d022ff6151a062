package waybill.amqp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.Await;
import waybill.bus.BusSettings;
import waybill.bus.NetworkBusKit;
import waybill.bus.Received;
import waybill.bus.TlsNetwork;
import waybill.bus.Transport;

final class AmqpBusTest extends NetworkBusKit {
  private static ArtemisServer server;

  @BeforeAll
  static void start() {
    server = new ArtemisServer(PASSWORD);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @Override
  protected void startEngine() {
    server.start();
  }

  @Override
  protected void stopEngine() {
    server.stop();
  }

  @Override
  protected int enginePort() {
    return server.port();
  }

  @Override
  protected Transport transport(int port, String password) {
    return transport("amqp", port, password);
  }

  private static Transport transport(String scheme, int port, String password) {
    var account = ArtemisServer.USERNAME + ":" + password;
    var settings = settings(scheme + "://" + account + "@127.0.0.1:" + port);
    return new AmqpTransport.Provider().transport(settings);
  }

  private static BusSettings settings(String broker) {
    return new BusSettings("amqp", broker, "", "", "");
  }

  @Test
  void theServiceFindsItByItsName() {
    assertTrue(BusSettings.isKnown("amqp"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"amqp://one", "amqps://ada:secret@one:5671?transport.verifyHost=false"})
  void anAddressIsUnderstood(String broker) {
    assertTrue(settings(broker).isBrokerUnderstood());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one:5672",
        "amqp:",
        "amqp:one",
        "redis://one:5672",
        "failover:(amqp://one,amqp://two)",
        "amqp://one?jms.nothing=1",
        "amqp://a b"
      })
  void anAddressThatIsNoneIsNotUnderstood(String broker) {
    assertFalse(settings(broker).isBrokerUnderstood());
  }

  @Test
  void aSubscriptionEndsWithItsConnection() throws Exception {
    try (var _ = transport(server.port(), PASSWORD).connect("waybill_test", new Received())) {
      assertEquals(1, server.subscriptions("waybill_test").size());
    }

    Await.until("it is gone", () -> server.subscriptions("waybill_test").isEmpty());
  }

  @Test
  void aSubscriptionThatTheBrokerEndsIsLost() throws Exception {
    var received = new Received();
    try (var _ = transport(server.port(), PASSWORD).connect("waybill_test", received)) {

      server.end(server.subscriptions("waybill_test").getFirst());

      received.awaitLoss();
    }
  }

  @Test
  void aBrokerThatGivesNoCreditEndsTheSendingInTime() throws Exception {
    var topic = ArtemisServer.SMALL_TOPIC;
    var batch = Collections.nCopies(100, "x".repeat(1_000).getBytes(US_ASCII));
    try (var sender = transport(server.port(), PASSWORD).connect(topic, new Received())) {
      server.subscribe(topic);

      assertThrows(
          IOException.class,
          () -> {
            for (int i = 0; i < 100; i++) {
              sender.send(List.copyOf(batch));
            }
          });
    }
  }

  @Test
  void tlsIsUsedAndTheCertificateIsChecked(@TempDir Path keys) throws Exception {
    try (var tls = new TlsNetwork(0, server.port(), keys)) {
      tls.assertIsUsedBy(transport("amqps", tls.port(), PASSWORD));
    }
  }
}
