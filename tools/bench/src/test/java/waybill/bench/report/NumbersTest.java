package waybill.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class NumbersTest {
  @Test
  void aNumberHasItsDecimalsAndCommasBetweenThousands() {
    assertEquals("1,234,567.50", Numbers.fixed(1_234_567.5, 2));
    assertEquals("0.3", Numbers.fixed(0.25, 1));
    assertEquals("12", Numbers.fixed(12.4, 0));
  }

  @Test
  void aRoundedZeroHasNoSign() {
    assertEquals("0.0", Numbers.fixed(-0.04, 1));
  }

  @Test
  void aValueThatIsNotFiniteIsADash() {
    assertEquals("–", Numbers.fixed(Double.NaN, 2));
    assertEquals("–", Numbers.fixed(Double.POSITIVE_INFINITY, 2));
    assertEquals("–", Numbers.fixed(Double.NEGATIVE_INFINITY, 1));
  }
}
