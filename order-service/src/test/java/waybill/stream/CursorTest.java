package waybill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cursor is read as it is written, and nothing else passes for one. */
final class CursorTest {

  @Test
  void aCursorIsReadAsItIsWritten() {
    var cursor = new Cursor("k3f9", 'c', 57);

    assertEquals("k3f9-c57", cursor.toString());
    assertEquals(Optional.of(cursor), Cursor.parse("k3f9-c57"));
    assertEquals(Optional.of(new Cursor("k3f9", 'c', 0)), Cursor.parse("k3f9-c0"));
    assertThrows(IllegalArgumentException.class, () -> new Cursor("k3f9", 'c', -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "57",
        "k3f9",
        "k3f9-",
        "k3f9-c",
        "k3f9-57",
        "k3f9-C57",
        "k3f9-cc57",
        "-57",
        "k3f9-c057",
        "K3F9-57",
        "k3f9-c5.7",
        "k3f9-c-1",
        "k3f9-c1234567890123456789"
      })
  void otherTextIsNoCursor(String text) {
    assertEquals(Optional.empty(), Cursor.parse(text));
  }
}
