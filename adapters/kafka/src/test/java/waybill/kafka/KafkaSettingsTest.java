package waybill.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.bus.BusSettings;

final class KafkaSettingsTest {
  @Test
  void anAddressNamesServers() {
    var settings = KafkaSettings.of("kafka://one:9092,two:9093");

    assertEquals("one:9092,two:9093", settings.get("bootstrap.servers"));
    assertFalse(settings.containsKey("sasl.jaas.config"));
  }

  @Test
  void anAccountInItSignsIn() {
    var settings = KafkaSettings.of("kafka://ada:a%3A%22b%40c@one:9092,two:9093");

    assertEquals("one:9092,two:9093", settings.get("bootstrap.servers"));
    assertEquals("SASL_PLAINTEXT", settings.get("security.protocol"));
    assertEquals("PLAIN", settings.get("sasl.mechanism"));
    assertEquals(
        "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"ada\" password=\"a:\\\"b@c\";",
        settings.get("sasl.jaas.config"));
  }

  @Test
  void itsQueryHasMoreSettings() {
    var settings =
        KafkaSettings.of(
            "kafka://ada:secret@one:9092?security.protocol=SASL_SSL&sasl.mechanism=SCRAM-SHA-512");

    assertEquals("SASL_SSL", settings.get("security.protocol"));
    assertEquals(
        "org.apache.kafka.common.security.scram.ScramLoginModule required"
            + " username=\"ada\" password=\"secret\";",
        settings.get("sasl.jaas.config"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one:9092",
        "kafka:",
        "kafka://one",
        "kafka://one:9092,two",
        "redis://one:9092",
        "kafka://one:9092?security.protocol=none",
        "kafka://one:9092?acks=perhaps",
        "kafka://a b:9092"
      })
  void whatIsNoneIsNotUnderstood(String broker) {
    assertFalse(new BusSettings("kafka", broker, "", "", "").isBrokerUnderstood());
  }
}
