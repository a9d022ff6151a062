package waybill.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import waybill.bench.report.Report.Verdict;

final class TextReportTest {
  @Test
  void numbersAreAlignedToTheRightAndWordsToTheLeft() {
    var report =
        new Report(
            "delivery",
            "It is fast.",
            List.of(),
            List.of(Samples.latencies()),
            List.of(),
            List.of());

    assertEquals(
        """
        delivery: It is fast.

        Latency from due to arrived
          server   events/s  p50, ms   p99, ms  CPU per event, µs  remark
          Waybill    20,000     0.35      2.10               24.5
          Waybill    40,000     0.41  1,007.45                  –  the load was late as well
        """,
        TextReport.of(report));
  }

  @Test
  void aTargetIsMetOrMissedInWords() {
    var verdicts =
        List.of(
            new Verdict("p99", "≤ 3 ms", "2.1 ms", true),
            new Verdict("lost events", "none", "3", false));
    var report = new Report("delivery", "It is fast.", List.of(), List.of(), List.of(), verdicts);

    assertEquals(
        """
        delivery: It is fast.

          met     p99          target ≤ 3 ms  measured 2.1 ms
          MISSED  lost events  target none    measured 3
        1 of 2 targets were met
        """,
        TextReport.of(report));
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    var text = TextReport.of(Samples.hostile());

    assertFalse(text.replace("\n", "").codePoints().anyMatch(Character::isISOControl), text);
  }
}
