package waybill.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.EnumSet;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class FaultTest {
  @Test
  void aSeedAlwaysChoosesTheSameFaults() {
    assertEquals(Fault.round(new Random(1), 2, 60), Fault.round(new Random(1), 2, 60));
    assertNotEquals(Fault.round(new Random(1), 2, 60), Fault.round(new Random(2), 2, 60));
  }

  @Test
  void eachFaultHappensInEachRound() {
    var happened =
        Fault.round(new Random(3), 2, 60).stream()
            .map(Fault.Step::fault)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fault.class)));

    assertEquals(EnumSet.allOf(Fault.class), happened);
  }
}
