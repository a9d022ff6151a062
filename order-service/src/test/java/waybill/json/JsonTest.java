package waybill.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.json.Json.MalformedJson;

/**
 * What is read is JSON in UTF-8 and nothing else, and a refusal tells nothing about our insides.
 */
final class JsonTest {

  static Stream<byte[]> malformed() {
    return Stream.concat(
        Stream.of(
                "",
                " \n",
                "{",
                "{\"a\":1}}",
                "{} {}",
                "{} x",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1,}",
                "[1,]",
                "// comment\n{}",
                "{\"a\":NaN}",
                "{\"a\":+1}",
                "{\"a\":01}",
                "{\"a\":.5}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"\\ud800\":1}",
                "{\"b\":[{\"\\udfff\":1}]}",
                "{\"a\":" + "9".repeat(2000) + "}",
                "{\"" + "a".repeat(60_000) + "\":1}",
                "[".repeat(17) + "]".repeat(17),
                "[".repeat(10_000),
                "\ufeff{}")
            .map(text -> text.getBytes(UTF_8)),
        Stream.of(
            "{\"a\":\"ä\"}".getBytes(ISO_8859_1),
            "{\"a\":1}".getBytes(UTF_16LE),
            "{\"a\":\"\u00ed\u00a0\u0080\"}".getBytes(ISO_8859_1), // half a surrogate pair
            "{\"a\":\"\u00c0\u00af\"}".getBytes(ISO_8859_1), // a slash in two bytes
            new byte[] {0}));
  }

  @ParameterizedTest
  @MethodSource
  void malformed(byte[] text) {
    var refusal = assertThrows(MalformedJson.class, () -> Json.parse(text));

    var message = refusal.getMessage();
    assertTrue(message.endsWith("."), message);
    assertFalse(
        message.matches("(?s).*(`|Feature|Constraints|com\\.|java\\.|Token|\n).*"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        " [1, 2.5, -3e2, true, false, null, \"\"] \n",
        "{\"a\":\"\\ud83d\\ude00 \\u0000 \\\" \\/\"}",
        "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]"
      })
  void wellFormed(String text) {
    assertEquals(Json.parse(text), Json.parse(text.getBytes(UTF_8)));
  }

  @Test
  void theRefusalSaysWhere() {
    var refusal = assertThrows(MalformedJson.class, () -> Json.parse("{\n  \"a\": x}"));

    assertTrue(refusal.getMessage().contains("line 2, column 8"), refusal.getMessage());
  }

  /** An event is one line of a stream, whatever people write into it. */
  @Test
  void whatIsWrittenIsOneLineAndReadsAsItWas() {
    var text = "a\nb\rc\u2028d\u0000\"\\\u0007 😀 ä";

    var bytes = Json.bytes(Map.of("text", text));

    var written = new String(bytes, UTF_8);
    assertFalse(written.matches("(?s).*[\\n\\r\\x00-\\x1f].*"), written);
    assertEquals(text, Json.parse(bytes).get("text").textValue());
  }
}
