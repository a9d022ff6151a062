package waybill.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.bus.BusSettings;
import waybill.bus.NetworkBusKit;
import waybill.bus.Received;
import waybill.bus.TlsNetwork;
import waybill.bus.Transport;

final class KafkaBusTest extends NetworkBusKit {
  @TempDir static Path folder;
  private static KafkaServer server;

  @BeforeAll
  static void start() {
    server = new KafkaServer(folder, PASSWORD);
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
  protected int networkPort() {
    return server.advertisedPort();
  }

  @Override
  protected Transport transport(int port, String password) {
    return transport(broker(port, password));
  }

  private static Transport transport(String broker) {
    return new KafkaTransport.Provider().transport(new BusSettings("kafka", broker, "", "", ""));
  }

  private static String broker(int port, String password) {
    return "kafka://%s:%s@127.0.0.1:%d".formatted(KafkaServer.USERNAME, password, port);
  }

  private static Admin admin() {
    return Admin.create(KafkaSettings.of(broker(server.advertisedPort(), PASSWORD)));
  }

  private Transport.Sender connect(String topic, Received received) throws Exception {
    return transport(server.advertisedPort(), PASSWORD).connect(topic, received);
  }

  @Test
  void theServiceFindsItByItsName() {
    assertTrue(BusSettings.isKnown("kafka"));
  }

  @Test
  void aTopicIsReadFromItsEndInNoGroup() throws Exception {
    var first = new Received();
    var second = new Received();

    try (var sender = connect("waybill_end", first)) {
      sender.send(Received.batch("old"));
      first.await("old");
      try (var _ = connect("waybill_end", second)) {
        sender.send(Received.batch("new"));
        first.await("new");
        second.await("new");
      }
    }

    assertEquals(List.of("old", "new"), first.messages());
    assertEquals(List.of("new"), second.messages());
    try (var admin = admin()) {
      var all = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
      assertTrue(all.contains("waybill_end"));
      assertFalse(all.contains("__consumer_offsets"));
    }
  }

  @Test
  void aTopicThatWasMadeByHandIsUsed() throws Exception {
    var received = new Received();
    try (var admin = admin()) {
      admin.createTopics(List.of(new NewTopic("waybill_wide", 3, (short) 1))).all().get();
    }

    try (var sender = connect("waybill_wide", received)) {
      sender.send(Received.batch("heard"));

      received.await("heard");
    }
  }

  @Test
  void tlsIsUsedAndTheCertificateIsChecked(@TempDir Path keys) throws Exception {
    try (var tls = new TlsNetwork(server.advertisedTlsPort(), server.tlsPort(), keys)) {
      var broker = broker(tls.port(), PASSWORD) + "?security.protocol=SASL_SSL";
      tls.assertIsUsedBy(transport(broker));
    }
  }
}
