package waybill.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.stream.Message;
import waybill.stream.Topic;

final class WireMessageTest {
  private static final byte[] DATA = "{\"text\":\"ü, two words\"}".getBytes(UTF_8);
  private static final Message EVENT = new Message(new Topic("order:WB-1"), 7, "note.added", DATA);
  private static final WireMessage WHOLE = new WireMessage("node", 12, Optional.of(EVENT));

  private static Message parsed(byte[] bytes) {
    return WireMessage.parse(bytes).orElseThrow().message().orElseThrow();
  }

  @Test
  void anEventComesOutAsItWentIn() {
    var event = parsed(WHOLE.bytes(1000));

    assertEquals(EVENT.topic(), event.topic());
    assertEquals(EVENT.number(), event.number());
    assertEquals(EVENT.type(), event.type());
    assertArrayEquals(EVENT.data(), event.data());
  }

  @Test
  void theSizeOfAnEventIsCountedInBytes() {
    int size = WHOLE.bytes(1000).length;

    assertEquals(size, WHOLE.bytes(size).length);
    assertTrue(parsed(WHOLE.bytes(size - 1)).isHint());
    assertEquals(EVENT.topic(), parsed(WHOLE.bytes(size - 1)).topic());
  }

  @Test
  void aHeartbeatHasNoMessage() {
    var heartbeat = new WireMessage("node", 13, Optional.empty());

    assertEquals(Optional.of(heartbeat), WireMessage.parse(heartbeat.bytes(1000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "node twelve", "node 1 topic 2", "node 1 topic x type data"})
  void whatAnotherProgramSendsIsNoMessage(String text) {
    assertEquals(Optional.empty(), WireMessage.parse(text.getBytes(UTF_8)));
  }
}
