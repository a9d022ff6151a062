package waybill.bench.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Round values within a range: multiples of 1, 2 or 5 times a power of ten. */
final class Ticks {
  private static final int[] ROUND = {1, 2, 5};

  private Ticks() {}

  /** The smallest round step of which a range has at most that many. */
  static BigDecimal step(double range, int most) {
    double least = range / most;
    int power = (int) Math.floor(Math.log10(least));
    for (int round : ROUND) {
      var step = BigDecimal.valueOf(round).scaleByPowerOfTen(power);
      // a hair of tolerance, as 0.6 / 3 is a little more than 0.2
      if (step.doubleValue() >= least * (1 - 1e-9)) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(power + 1);
  }

  /** As many as may be, up to that many; two or more if there may be five. */
  static List<Double> linear(double from, double to, int most) {
    int intervals = most + 1;
    var ticks = linear(from, to, step(to - from, intervals));
    while (ticks.size() > most) {
      ticks = linear(from, to, step(to - from, --intervals));
    }
    return ticks;
  }

  /** All multiples of the step from one value to the other. */
  static List<Double> linear(double from, double to, BigDecimal step) {
    var ticks = new ArrayList<Double>();
    double slack = 1e-9 * (to - from);
    var tick = multiple(from - slack, step, RoundingMode.CEILING);
    for (; tick.doubleValue() <= to + slack; tick = tick.add(step)) {
      ticks.add(tick.doubleValue());
    }
    return ticks;
  }

  /** The nearest multiple of the step in that direction. */
  static BigDecimal multiple(double value, BigDecimal step, RoundingMode direction) {
    return Numbers.exact(value).divide(step, 0, direction).multiply(step);
  }

  /**
   * For a logarithmic axis: 1, 2, 5 and so on if there is room, else powers of ten, as many of them
   * as there is room for; over less than that, as on a linear one.
   */
  static List<Double> logarithmic(double from, double to, int most) {
    var rounds = new ArrayList<Double>();
    var powers = new ArrayList<Double>();
    int first = (int) Math.floor(Math.log10(from));
    for (int power = first; power <= Math.log10(to); power++) {
      for (int round : ROUND) {
        double tick = BigDecimal.valueOf(round).scaleByPowerOfTen(power).doubleValue();
        if (tick >= from && tick <= to) {
          rounds.add(tick);
          if (round == 1) {
            powers.add(tick);
          }
        }
      }
    }
    if (rounds.size() < 2) {
      return linear(from, to, most);
    }
    if (rounds.size() <= most) {
      return rounds;
    }
    return powers.size() < 2 ? List.of(rounds.getFirst(), rounds.getLast()) : spread(powers, most);
  }

  private static List<Double> spread(List<Double> ticks, int most) {
    int stride = Math.ceilDiv(ticks.size(), most);
    var spread = new ArrayList<Double>();
    for (int i = 0; i < ticks.size(); i += stride) {
      spread.add(ticks.get(i));
    }
    return spread;
  }
}
