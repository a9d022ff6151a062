package waybill.log;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PostgreSqlConditionTest {
  @Test
  void onLinuxNothingIsSkipped() {
    assertFalse(PostgreSqlCondition.decide("Linux", "amd64", false).isDisabled());
    assertFalse(PostgreSqlCondition.decide("Linux", "amd64", true).isDisabled());
  }

  @Test
  void onOtherSystemsItsTestsAreSkippedAndTheReasonIsGiven() {
    var decision = PostgreSqlCondition.decide("Mac OS X", "aarch64", false);

    assertTrue(decision.isDisabled());
    assertTrue(decision.getReason().orElseThrow().contains("Linux on amd64 only"));
  }

  @Test
  void theyFailWhereNothingMayBeSkipped() {
    assertThrows(
        IllegalStateException.class, () -> PostgreSqlCondition.decide("Linux", "aarch64", true));
  }
}
