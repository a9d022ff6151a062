package waybill.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static waybill.bench.load.Frame.change;
import static waybill.bench.load.Frame.reset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import waybill.bench.Options;
import waybill.bench.Rig;
import waybill.bench.report.Report.Verdict;
import waybill.bench.scenario.Storyteller.Story;

/** A service that breaks its promise is found out, whichever way it does so. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ChecksTest {
  private static final int ADA = 0;
  private static final int GRACE = 1;
  private static final long LIMIT = Load.seconds(10);

  private static final String GAPS = "gaps in any stream";
  private static final String DUPLICATES = "duplicates in any stream";
  private static final String MISSING = "acknowledged changes that did not arrive";
  private static final String STRANGERS = "changes on another customer's stream";
  private static final String RESETS = "streams that could not be resumed";

  @Test
  void aServiceThatTellsTheTruthMeetsEveryTarget() throws IOException {
    assertEquals(List.of(), missed(Story::honest));
  }

  @Test
  void anEventThatIsLeftOutIsAGapAndMissing() throws IOException {
    assertEquals(List.of(GAPS, MISSING), missed((n, mark) -> n == 2 ? "" : Story.honest(n, mark)));
  }

  @Test
  void anEventThatComesTwiceIsADuplicate() throws IOException {
    assertEquals(
        List.of(DUPLICATES), missed((n, mark) -> Story.honest(n, mark).repeat(n == 2 ? 2 : 1)));
  }

  @Test
  void aChangeThatIsRecordedTwiceIsADuplicateThoughItsNumbersAreInOrder() throws IOException {
    assertEquals(
        List.of(DUPLICATES),
        missed((n, mark) ->
            n == 2
                ? change("e-2", mark) + change("e-3", mark)
                : change("e-" + (n < 2 ? n : n + 1), mark)));
  }

  @Test
  void eventsInAnotherOrderAreAGapAndADuplicate() throws IOException {
    assertEquals(
        List.of(GAPS, DUPLICATES, MISSING),
        missed((n, mark) ->
            switch (n) {
              case 2 -> "";
              case 3 -> change("e-3", mark) + change("e-2", mark - 1);
              default -> Story.honest(n, mark);
            }));
  }

  @Test
  void anotherCustomersEventIsAStrangerAndTheOwnOneIsMissing() throws IOException {
    assertEquals(
        List.of(MISSING, STRANGERS), missed((n, mark) -> change("e-" + n, n == 2 ? 0 : mark)));
  }

  @Test
  void anAcknowledgedChangeThatNeverComesIsMissingThoughNoNumberIs() throws IOException {
    assertEquals(
        List.of(MISSING),
        missed((n, mark) -> n == 2 ? "" : change("e-" + (n < 2 ? n : n - 1), mark)));
  }

  @Test
  void aStreamThatBeginsAnewWasNotResumed() throws IOException {
    assertEquals(
        List.of(RESETS),
        missed((n, mark) ->
            (n == 2 ? reset("other-1") : "") + change((n < 2 ? "e-" : "other-") + n, mark)));
  }

  @Test
  void aScenarioReportsWhatItsPagesFoundOut() throws IOException {
    Story doubles = (n, mark) -> Story.honest(n, mark).repeat(2);

    try (var service = new Storyteller(doubles)) {
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

  /** Change 0 is Grace's, 1 to 4 are Ada's; of those her page is told a story. */
  private static List<String> missed(Story ada) throws IOException {
    Story story = (nth, mark) -> mark == 0 ? Story.honest(nth, mark) : ada.of(nth, mark);
    try (var service = new Storyteller(story);
        var rig = new Rig(options(service), Map.of(), 2)) {
      rig.openPages(2);
      for (int customer : List.of(GRACE, ADA, ADA, ADA, ADA)) {
        rig.changes().one(customer);
        assertTrue(rig.loop().runUntil(() -> rig.changes().underWay() == 0, LIMIT));
      }
      // each story ends with a ping: all of it was read
      assertTrue(rig.loop().runUntil(() -> rig.pages().tally().pings() == 5, LIMIT));
      return Checks.calm(rig).stream()
          .filter(verdict -> !verdict.met())
          .map(Verdict::what)
          .toList();
    }
  }

  private static Options options(Storyteller service) {
    return new Options(
        "wave",
        Optional.of(3),
        Optional.of(1),
        List.of(),
        Optional.of(service.base()),
        "staff",
        List.of(),
        Path.of(""),
        Path.of(""));
  }
}
