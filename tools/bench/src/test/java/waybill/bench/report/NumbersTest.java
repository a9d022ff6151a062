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
  void nearlyNothingHasNoSign() {
    assertEquals("0.0", Numbers.fixed(-0.04, 1));
  }

  @Test
  void whatIsNotANumberIsADash() {
    assertEquals("–", Numbers.fixed(Double.NaN, 2));
    assertEquals("–", Numbers.fixed(Double.POSITIVE_INFINITY, 2));
    assertEquals("–", Numbers.brief(Double.NEGATIVE_INFINITY));
  }

  @Test
  void besideAnAxisNumbersAreShortAndLoseNoDigit() {
    assertEquals("1,500", Numbers.beside(1500, 2000));
    assertEquals("1.5k", Numbers.beside(1500, 20_000));
    assertEquals("1.000002M", Numbers.beside(1_000_002, 1_000_004));
    assertEquals("20G", Numbers.beside(2e10, 2e10));
    assertEquals("0.001", Numbers.beside(0.001, 1));
    assertEquals("-2.5e-5", Numbers.beside(-2.5e-5, 1));
    assertEquals("1e15", Numbers.beside(1e15, 1e15));
    assertEquals("0", Numbers.beside(0, 1e9));
  }

  @Test
  void inASentenceFourDigitsAreEnough() {
    assertEquals("12,350", Numbers.brief(12_345.6));
    assertEquals("0.001235", Numbers.brief(0.00123456));
    assertEquals("1.235e-9", Numbers.brief(1.23456e-9));
    assertEquals("0", Numbers.brief(0));
  }
}
