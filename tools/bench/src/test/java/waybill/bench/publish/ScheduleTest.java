package waybill.bench.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {
  @Test
  void aScheduleIsReadFromItsLine() {
    var said = new Schedule(10_000, 1_250_000, 600_000, 40_000, -7);

    assertEquals(said, Schedule.parse(said.line()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 2 3 4", "1 2 3 4 5 6", "1 2 3 4 x", "1 2 9999999999 4 5"})
  void anyOtherLineIsRefused(String line) {
    assertThrows(RuntimeException.class, () -> Schedule.parse(line));
  }

  @Test
  void eventsAreDueEvenlyAndNoneIsLost() {
    var schedule = new Schedule(1, 0, 3_000_000, 30_000, 500);

    assertEquals(500, schedule.due(0));
    assertEquals(500 + 33_333, schedule.due(1));
    assertEquals(500 + 1_000_000_000L, schedule.due(30_000));
    assertEquals(500 + 99_999_966_666L, schedule.due(2_999_999));
  }

  @Test
  void theCustomerOfAnEventDependsOnItsNumberOnly() {
    var whole = new Schedule(10_000, 0, 100, 1, 0);
    var later = new Schedule(10_000, 60, 40, 20, 9);

    for (int i = 0; i < later.count(); i++) {
      assertEquals(whole.customer(60 + i), later.customer(i));
    }
  }

  /** The C server must compute the same; a run of scenario delivery shows whether it does. */
  @Test
  void theMixIsThatOfMurmurHash3() {
    var customers = new Schedule(10_000, 1, 4, 1, 0);

    // 0xb456bcfc34c2cb2c and what follows, modulo 10,000
    assertEquals(Long.remainderUnsigned(0xb456bcfc34c2cb2cL, 10_000), customers.customer(0));
    assertEquals(0, new Schedule(10_000, 0, 1, 1, 0).customer(0));
  }

  @Test
  void customersAreSpreadEvenlyInRandomOrder() {
    var schedule = new Schedule(100, 7, 100_000, 1, 0);
    var shares = new int[100];
    int inOrder = 0;
    for (int i = 0; i < schedule.count(); i++) {
      shares[schedule.customer(i)]++;
      inOrder += i > 0 && schedule.customer(i) == schedule.customer(i - 1) + 1 ? 1 : 0;
    }

    var seen = IntStream.of(shares).summaryStatistics();
    assertTrue(seen.getMin() > 850 && seen.getMax() < 1150, Arrays.toString(shares));
    assertTrue(inOrder > 850 && inOrder < 1150, inOrder + " in order");
  }
}
