package waybill.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StreamWriterTest {
  private static final int PIECE = 32 * 1024;
  private static final long LONG = Duration.ofHours(1).toNanos();

  private final Receiver receiver = new Receiver();
  private final StreamWriter streamWriter = new StreamWriter(receiver, System.nanoTime() + LONG);

  @Test
  void allThatWaitsIsOneWriteAndOneFlush() throws IOException {
    streamWriter.write(List.of(bytes("one\n\n"), bytes("two\n\n"), bytes("three\n\n")));

    assertEquals(1, receiver.writes().size());
    assertArrayEquals(bytes("one\n\ntwo\n\nthree\n\n"), receiver.writes().getFirst());
    assertEquals(1, receiver.flushes());
  }

  @Test
  void nothingToSendIsNoWriteAtAll() throws IOException {
    streamWriter.write(List.of());

    assertEquals(0, receiver.writes().size());
    assertEquals(0, receiver.flushes());
  }

  @Test
  void aBacklogGoesOutInPiecesThatEndBetweenFrames() throws IOException {
    var frame = bytes("x".repeat(1000));

    streamWriter.write(Collections.nCopies(100, frame));

    var sizes = receiver.writes().stream().map(piece -> piece.length).toList();
    assertEquals(List.of(32_000, 32_000, 32_000, 4_000), sizes);
    assertEquals(4, receiver.flushes());
  }

  @Test
  void aPieceIsFilledToTheBrim() throws IOException {
    streamWriter.write(List.of(new byte[PIECE - 10], new byte[10], new byte[1]));

    assertEquals(List.of(PIECE, 1), receiver.writes().stream().map(piece -> piece.length).toList());
  }

  @Test
  void aFrameLargerThanAPieceIsNotCut() throws IOException {
    var large = new byte[3 * PIECE];
    Arrays.fill(large, (byte) 'x');

    streamWriter.write(List.of(bytes("one\n\n"), large, bytes("two\n\n")));

    assertEquals(3, receiver.writes().size());
    assertArrayEquals(large, receiver.writes().get(1));
  }

  @Test
  void aWriteThatLastsIsNoSilence() throws IOException {
    var quiet = new ArrayList<Boolean>();
    receiver.afterEachWrite(() -> quiet.add(streamWriter.quietSince(System.nanoTime() + LONG)));

    streamWriter.write(bytes("one\n\n"));
    quiet.add(streamWriter.quietSince(System.nanoTime() + LONG));

    assertEquals(List.of(false, true), quiet);
  }

  @Test
  void silenceIsCountedFromTheEndOfTheLastWrite() throws IOException {
    long before = System.nanoTime();

    streamWriter.write(bytes("one\n\n"));

    assertFalse(streamWriter.quietSince(before));
    assertTrue(streamWriter.quietSince(System.nanoTime() + 1));
  }

  @Test
  void afterTheRightIsLostNoEventGoesOutButTheEndDoes() throws IOException {
    streamWriter.bar();

    streamWriter.write(List.of(bytes("an event\n\n")));
    streamWriter.write(bytes("the end\n\n"));

    assertEquals(List.of("the end"), receiver.blocks());
  }

  /** Otherwise an event could be missing in the middle. */
  @Test
  void aRightThatIsProlongedAfterAnEventWasHeldBackStaysLost() throws IOException {
    streamWriter.expireAt(System.nanoTime());
    streamWriter.write(List.of(bytes("held back\n\n")));

    streamWriter.expireAt(System.nanoTime() + Duration.ofHours(1).toNanos());
    streamWriter.write(List.of(bytes("the next\n\n")));

    assertTrue(streamWriter.isExpired());
    assertEquals(List.of(), receiver.blocks());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}
