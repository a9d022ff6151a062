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
    var cursor = new Cursor("k3f9", 57);

    assertEquals("k3f9-57", cursor.toString());
    assertEquals(Optional.of(cursor), Cursor.parse("k3f9-57"));
    assertEquals(Optional.of(new Cursor("k3f9", 0)), Cursor.parse("k3f9-0"));
    assertThrows(IllegalArgumentException.class, () -> new Cursor("k3f9", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "57",
        "k3f9",
        "k3f9-",
        "-57",
        "k3f9-057",
        "K3F9-57",
        "k3f9-5.7",
        "k3f9--1",
        "k3f9-1234567890123456789"
      })
  void otherTextIsNoCursor(String text) {
    assertEquals(Optional.empty(), Cursor.parse(text));
  }
}
