package waybill.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventStreamParserTest {
  /** Everything the service writes, and letters that take two, three and four bytes. */
  private static final String STREAM =
      """
      retry: 2500

      id: e-c5
      event: ready
      data: {"cursor":"e-c5"}

      id: e-c6
      event: order.note_added
      data: {"text":"Grüße nach 東京 🚚 #123"}

      : a comment

      event: shipment.in_transit
      data: {"location":"Depot #7"}

      event: ping
      data: {}

      """;

  private static final List<String> EVENTS =
      List.of("retry 2500", "ready e-c5", "change e-c6 #123", "change  #7", "ping");

  private final EventStreamParser blocks = new EventStreamParser();
  private final RecordedEvents heard = new RecordedEvents();

  @Test
  void severalBlocksMayComeAtOnce() {
    read(STREAM);

    assertEquals(EVENTS, heard.all);
  }

  @Test
  void blocksMayComeInTwoPiecesOfAnySize() {
    var bytes = STREAM.getBytes(UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      heard.all.clear();

      read(bytes, 0, cut);
      read(bytes, cut, bytes.length);

      assertEquals(EVENTS, heard.all, "cut at " + cut);
    }
  }

  @Test
  void blocksMayComeByteByByte() {
    var bytes = STREAM.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      read(bytes, i, i + 1);
    }

    assertEquals(EVENTS, heard.all);
  }

  @Test
  void onlyTheGivenNumberOfBytesIsRead() {
    var in = ByteBuffer.wrap(("7\r\n" + STREAM + "\r\n0").getBytes(UTF_8)).position(3).slice();
    int length = STREAM.getBytes(UTF_8).length;

    blocks.read(in, length, heard);

    assertEquals(length, in.position());
    assertEquals(EVENTS, heard.all);
  }

  @Test
  void anIncompleteBlockIsNotReported() {
    read(StreamBlocks.change("e-c6", 1).stripTrailing() + "\n");

    assertEquals(List.of(), heard.all);
  }

  @Test
  void anIncompleteBlockCanBeDropped() {
    read("id: e-c6\nevent: order.no");

    blocks.clear();
    read(StreamBlocks.ready("e-c5"));

    assertEquals(List.of("ready e-c5"), heard.all);
  }

  @Test
  void noFieldOfABlockIsCarriedToTheNext() {
    read(StreamBlocks.change("e-c6", 123) + "event: order.confirmed\ndata: {}\n\n");

    assertEquals(List.of("change e-c6 #123", "change  #-1"), heard.all);
  }

  @Test
  void theChangeIsTheNumberAfterTheFirstHash() {
    assertEquals("change e-c1 #12", markIn("Halle #12, dock #13"));
    assertEquals("change e-c1 #0", markIn("#0"));
    assertEquals("change e-c1 #4", markIn("#4th"));
  }

  @Test
  void withoutANumberAfterAHashThereIsNoChange() {
    assertEquals("change e-c1 #-1", markIn("no hash, 12"));
    assertEquals("change e-c1 #-1", markIn("dock #B"));
    assertEquals("change e-c1 #-1", markIn("#"));
  }

  @Test
  void emptyLinesBetweenBlocksAreIgnored() {
    read(
        "\n\n"
            + StreamBlocks.PING
            + "\n"
            + StreamBlocks.ready("e-c5")
            + "\n\n\n"
            + StreamBlocks.PING);

    assertEquals(List.of("ping", "ready e-c5", "ping"), heard.all);
  }

  private String markIn(String data) {
    heard.all.clear();
    read("id: e-c1\nevent: order.note_added\ndata: " + data + "\n\n");
    return heard.all.getFirst();
  }

  private void read(String text) {
    var bytes = text.getBytes(UTF_8);
    read(bytes, 0, bytes.length);
  }

  private void read(byte[] bytes, int from, int to) {
    var in = ByteBuffer.wrap(bytes, from, to - from);
    blocks.read(in, to - from, heard);
    assertEquals(to, in.position());
  }
}
