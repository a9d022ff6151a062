package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a failed start or close nothing stays open. */
final class PartsTest {
  private static final int COUNT = 5;

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void ifOnePartCannotBeClosedTheOthersAreClosedTheLastFirst(int broken) {
    var closed = new ArrayList<Integer>();
    var parts = new Parts();
    for (int i = 0; i < COUNT; i++) {
      parts.add(part(i, broken, closed));
    }

    var failure = assertThrows(IllegalStateException.class, parts::close);

    assertEquals("part " + broken, failure.getSuppressed()[0].getMessage());
    assertEquals(IntStream.of(4, 3, 2, 1, 0).boxed().toList(), closed);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void ifOnePartCannotBeStartedThoseBeforeItAreClosed(int broken) {
    var closed = new ArrayList<Integer>();
    var parts = new Parts();
    for (int i = 0; i < broken; i++) {
      parts.add(part(i, COUNT, closed));
    }

    parts.closeAfter(new IllegalStateException("as if"));

    assertEquals(IntStream.range(0, broken).map(i -> broken - 1 - i).boxed().toList(), closed);
  }

  @Test
  void whatCannotBeClosedAfterAFailedStartIsAddedToItsFailure() {
    var parts = new Parts();
    parts.add(part(0, 0, new ArrayList<>()));
    var failure = new IllegalStateException("as if");

    parts.closeAfter(failure);

    assertEquals(1, failure.getSuppressed().length);
  }

  @Test
  void aServiceThatCannotStartLeavesNoThreadAndNoLockOnItsData() {
    RunningService.demo(data).close();
    var before = threads();

    assertThrows(Settings.BadSetting.class, () -> RunningService.start(data));

    Await.until("no thread of it is left", () -> threads().size() <= before.size());
    RunningService.demo(data).close();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("waybill-"))
        .toList();
  }

  private static AutoCloseable part(int number, int broken, List<Integer> closed) {
    return () -> {
      closed.add(number);
      if (number == broken) {
        throw new IllegalStateException("part " + number);
      }
    };
  }
}
