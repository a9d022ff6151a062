package waybill.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Escapes such as {@code <200B>} stand for invisible code points. */
final class TextTest {

  @ParameterizedTest
  @CsvSource({
    "e<301>, <e9>", // composed
    "<212B>, <c5>", // the Angstrom sign is a letter with a ring
    "<fb01>, <fb01>", // a ligature stays one: NFC, not NFKC
    "a<202E>b<202C>c, abc",
    "<2066>a<2069>, a",
    "<1F469><200D><1F680>, <1F469><200D><1F680>", // an astronaut is joined by ZWJ
    "<646><200C><647>, <646><200C><647>", // Persian needs ZWNJ
    "<200E>a<200F>, <200E>a<200F>",
    "' a ', ' a '",
    "a<0>b, ab",
    "a<1>b<7F><9><D><A>c, a<1>b<7F><9><D><A>c",
  })
  void textIsStoredComposedAndWithoutBidiControls(String text, String stored) {
    assertEquals(read(stored), Text.stored(read(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "<200B>", "<A0><3000>", "<301>", "<0>", "<2800>", "<3164>", "<FE0F>"})
  void nothingCanBeSeenIn(String text) {
    assertFalse(Text.isVisible(read(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "<627>", "<1F600>", "<200B>-", "<1F469><200D><1F680>", "<4E00>"})
  void somethingCanBeSeenIn(String text) {
    assertTrue(Text.isVisible(read(text)));
  }

  @ParameterizedTest
  @CsvSource({"abc, 3", "<1F600>, 1", "<1F469><200D><1F680>, 3", "<627><64B>, 2"})
  void aLengthCountsCodePoints(String text, int length) {
    assertEquals(length, Text.length(read(text)));
  }

  @ParameterizedTest
  @CsvSource({
    "STRASSE, Stra<df>e",
    "STRASSE, STRA<1E9E>E",
    "<39F><394><39F><3A3>, <3BF><3B4><3BF><3C2>", // a final sigma
    "<130>zmir, i<307>zmir", // Turkish
    "<212A>elvin, kelvin",
    "<FF21><FF22>, ab", // fullwidth
    "<FB01>n, FIN",
    "ca<301>fe, c<e1>fe",
    "JD<200B>01<AD>4, jd014",
    "<627><644><200F><62F>, <627><644><62F>",
  })
  void textsThatASearchTakesForTheSame(String one, String other) {
    assertEquals(Text.searched(read(one)), Text.searched(read(other)));
  }

  @Test
  void aLongTextOfLettersThatBecomeTwoIsFoldedInTime() {
    var text = "\u0130".repeat(100_000);

    var folded = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Text.searched(text));

    assertTrue(folded.equals("i\u0307".repeat(100_000)));
  }

  @ParameterizedTest
  @CsvSource({"e<301>, <e9>", "' A<200B> ', ' A<200B> '", "<FB01><202E>, <FB01><202E>"})
  void aPasswordIsOnlyComposed(String typed, String password) {
    assertEquals(read(password), Text.password(read(typed)));
  }

  private static String read(String escaped) {
    return Pattern.compile("<([0-9A-Fa-f]+)>")
        .matcher(escaped)
        .replaceAll(code -> Character.toString(Integer.parseInt(code.group(1), 16)));
  }
}
