package waybill.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.bench.scenario.Scenario;

/** One round of all faults for each bus; by hand with {@code -Dit.test=ChaosRounds}. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class ChaosRounds {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "redis"})
  void noPageMissesAnythingWhateverFails(String bus) {
    var options =
        Options.parse(
            ("chaos --seconds 1 --program ../../order-service/target --bus " + bus).split(" ", -1));

    var report = Scenario.all().get("chaos").run(options.into(folder));

    assertEquals(
        List.of(),
        report.verdicts().stream().filter(verdict -> !verdict.met()).toList(),
        () -> "seed " + options.seed() + ": " + report.tables());
  }
}
