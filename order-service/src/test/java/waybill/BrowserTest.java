package waybill;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrowserTest {
  @TempDir Path folder;

  @Test
  void withoutABrowserItsTestsAreSkippedAndTheReasonIsGiven() {
    var decision = Browser.decide(Optional.empty(), false);

    assertTrue(decision.isDisabled());
    assertTrue(decision.getReason().orElseThrow().contains("CHROMIUM names no browser"));
  }

  @Test
  void withoutABrowserTheyFailWhereNothingMayBeSkipped() {
    assertThrows(IllegalStateException.class, () -> Browser.decide(Optional.empty(), true));
  }

  @Test
  void whatCannotBeStartedIsNoBrowser() {
    var missing = Optional.of(folder.resolve("chromium"));

    assertTrue(Browser.decide(missing, false).isDisabled());
    assertTrue(Browser.decide(Optional.of(folder), false).isDisabled());
    assertThrows(IllegalStateException.class, () -> Browser.decide(missing, true));
  }

  @Test
  void withABrowserNothingIsSkipped() throws Exception {
    var program = Files.createFile(folder.resolve("chromium"));
    assertTrue(program.toFile().setExecutable(true));

    assertFalse(Browser.decide(Optional.of(program), true).isDisabled());
  }
}
