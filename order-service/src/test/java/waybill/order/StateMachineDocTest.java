package waybill.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** With {@code -Dwaybill.docs.write=true} it writes the page before it compares. */
class StateMachineDocTest {
  private static final Path PAGE = Path.of("..", "docs", "state-machine.md");

  @Test
  void thePageSaysWhatTheCodeDoes() throws IOException {
    String page = StateMachineDoc.page();
    if (Boolean.getBoolean("waybill.docs.write")) {
      Files.writeString(PAGE, page);
    }

    assertEquals(page, Files.readString(PAGE), "docs/state-machine.md says how to write it anew");
  }
}
