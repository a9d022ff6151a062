package waybill.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static waybill.bench.load.StreamBlocks.change;
import static waybill.bench.load.StreamBlocks.reset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import waybill.bench.Options;
import waybill.bench.TestBed;
import waybill.bench.report.Report.Verdict;
import waybill.bench.scenario.ScriptedService.StreamScript;

/** Each way in which a service can break its guarantees is detected. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ChecksTest {
  private static final int ADA = 0;
  private static final int GRACE = 1;
  private static final long LIMIT = Workload.seconds(10);

  private static final String GAPS = "gaps in any stream";
  private static final String DUPLICATES = "duplicates in any stream";
  private static final String MISSING = "acknowledged changes that did not arrive";
  private static final String MISDELIVERED = "changes on another customer's stream";
  private static final String RESETS = "streams that could not be resumed";

  @Test
  void aCorrectServiceMeetsEveryTarget() throws IOException {
    assertEquals(List.of(), missed(StreamScript::honest));
  }

  @Test
  void aMissingEventIsAGapAndAMissingChange() throws IOException {
    assertEquals(
        List.of(GAPS, MISSING), missed((n, mark) -> n == 2 ? "" : StreamScript.honest(n, mark)));
  }

  @Test
  void aRepeatedEventIsADuplicate() throws IOException {
    assertEquals(
        List.of(DUPLICATES),
        missed((n, mark) -> StreamScript.honest(n, mark).repeat(n == 2 ? 2 : 1)));
  }

  @Test
  void aChangeWithTwoCursorsIsADuplicate() throws IOException {
    assertEquals(
        List.of(DUPLICATES),
        missed((n, mark) ->
            n == 2
                ? change("e-c2", mark) + change("e-c3", mark)
                : change("e-c" + (n < 2 ? n : n + 1), mark)));
  }

  @Test
  void swappedEventsAreAGapAndADuplicate() throws IOException {
    assertEquals(
        List.of(GAPS, DUPLICATES, MISSING),
        missed((n, mark) ->
            switch (n) {
              case 2 -> "";
              case 3 -> change("e-c3", mark) + change("e-c2", mark - 1);
              default -> StreamScript.honest(n, mark);
            }));
  }

  @Test
  void anotherCustomersEventIsMisdeliveredAndTheOwnOneIsMissing() throws IOException {
    assertEquals(
        List.of(MISSING, MISDELIVERED), missed((n, mark) -> change("e-c" + n, n == 2 ? 0 : mark)));
  }

  @Test
  void anAcknowledgedChangeThatNeverArrivesIsMissingWithoutAGap() throws IOException {
    assertEquals(
        List.of(MISSING),
        missed((n, mark) -> n == 2 ? "" : change("e-c" + (n < 2 ? n : n - 1), mark)));
  }

  @Test
  void aResetMeansTheStreamWasNotResumed() throws IOException {
    assertEquals(
        List.of(RESETS),
        missed((n, mark) ->
            (n == 2 ? reset("other-c1") : "") + change((n < 2 ? "e-c" : "other-c") + n, mark)));
  }

  @Test
  void aScenarioReportsTheFaultsOfItsStreams() throws IOException {
    StreamScript doubles = (n, mark) -> StreamScript.honest(n, mark).repeat(2);

    try (var service = new ScriptedService(doubles)) {
      var report = new Wave().run(options(service));

      assertFalse(report.met());
      assertEquals(
          List.of(DUPLICATES),
          report.verdicts().subList(0, 5).stream()
              .filter(verdict -> !verdict.met())
              .map(Verdict::what)
              .toList());
    }
  }

  /** Change 0 is Grace's, 1 to 4 are Ada's; the script decides what her page receives of those. */
  private static List<String> missed(StreamScript ada) throws IOException {
    StreamScript script =
        (nth, mark) -> mark == 0 ? StreamScript.honest(nth, mark) : ada.of(nth, mark);
    try (var service = new ScriptedService(script);
        var bed = new TestBed(options(service), Map.of(), 2)) {
      bed.openPages(2);
      for (int customer : List.of(GRACE, ADA, ADA, ADA, ADA)) {
        bed.changes().one(customer);
        assertTrue(bed.loop().runUntil(() -> bed.changes().underWay() == 0, LIMIT));
      }
      // Each script ends with a ping, which shows that all of it was read.
      assertTrue(bed.loop().runUntil(() -> bed.pages().statistics().pings() == 5, LIMIT));
      return Checks.withoutFailures(bed).stream()
          .filter(verdict -> !verdict.met())
          .map(Verdict::what)
          .toList();
    }
  }

  private static Options options(ScriptedService service) {
    return new Options(
        "wave",
        Optional.of(3),
        Optional.of(1),
        List.of(),
        Optional.of(service.base()),
        "staff",
        List.of(),
        Path.of(""),
        1,
        Optional.empty(),
        "",
        Path.of(""));
  }
}
