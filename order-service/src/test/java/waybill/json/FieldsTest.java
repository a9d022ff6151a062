package waybill.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.json.Fields.InvalidFields;

/** Everything that is wrong with a request is said at once, each with a pointer to its place. */
final class FieldsTest {
  private static final Pattern WORD = Pattern.compile("[a-z]+");

  @Test
  void whatIsRightIsRead() {
    var json =
        """
        {"text": " a ", "number": 3, "flag": true, "time": "2026-01-31T13:00:00.5+01:00", "unit": "days",
         "word": "abc", "list": [{"n": 1}, {"n": 2}], "object": {"n": 7}}
        """;

    var read =
        read(
            json,
            f ->
                List.of(
                    f.text("text", 3),
                    f.integer("number", 1, 3),
                    f.flag("flag"),
                    f.instant("time"),
                    f.oneOf("unit", List.of(TimeUnit.DAYS, TimeUnit.HOURS)),
                    f.match("word", WORD, "word"),
                    f.list("list", 2, (item, place) -> place * 10 + item.integer("n", 1, 9)),
                    f.object("object", 0, o -> o.integer("n", 1, 9))));

    assertEquals(
        List.of(
            " a ",
            3,
            true,
            Instant.parse("2026-01-31T12:00:00.5Z"),
            TimeUnit.DAYS,
            "abc",
            List.of(11, 22),
            7),
        read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"a\": null}", "{\"a\": []}"})
  void absentAndNullAndAnEmptyListAreTheSame(String json) {
    assertEquals(Optional.empty(), read(json, f -> f.optionalText("a", 9)));
    assertEquals(Optional.empty(), read(json, f -> f.optionalInstant("a")));
    assertEquals(Optional.empty(), read(json, f -> f.optionalObject("a", o -> o)));
    assertEquals(false, read(json, f -> f.flag("a")));
    assertEquals(List.of("/a is required"), errors(json, f -> f.text("a", 9)));
    assertEquals(List.of("/a is required"), errors(json, f -> f.integer("a", 1, 9)));
    assertEquals(List.of("/a is required"), errors(json, f -> f.instant("a")));
    assertEquals(List.of("/a is required"), errors(json, f -> f.match("a", WORD, "no")));
    assertEquals(List.of("/a is required"), errors(json, f -> f.parsed("a", Optional::of, "no")));
    assertEquals(List.of("/a is required"), errors(json, f -> f.list("a", 9, (item, _) -> item)));
    assertEquals(List.of("/a is required"), errors(json, f -> f.object("a", f, o -> o)));
    assertEquals(
        List.of("/a is required"), errors(json, f -> f.oneOf("a", List.of(TimeUnit.DAYS))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "[]", "{}", "\"\"", "\" \"", "\"\\u2003\"", "\"abcd\""})
  void aWrongTextIsRefused(String value) {
    assertEquals(1, errors("{\"a\":%s}".formatted(value), f -> f.text("a", 3)).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "4", "1.5", "1e9", "1e400", "\"1\"", "true", "99999999999", "-1", "{}"})
  void aWrongNumberIsRefused(String value) {
    assertEquals(1, errors("{\"a\":%s}".formatted(value), f -> f.integer("a", 1, 3)).size());
  }

  /** JSON Schema 2020-12, 4.2.3. */
  @ParameterizedTest
  @ValueSource(strings = {"3", "3.0", "3e0", "30e-1", "0.3e1"})
  void aWholeNumberMayBeWrittenWithAFraction(String value) {
    int read = read("{\"a\":%s}".formatted(value), f -> f.integer("a", 1, 3));

    assertEquals(3, read);
  }

  @Test
  void unknownFieldsThatAreNullOrAnEmptyListAreAbsent() {
    assertEquals("b", read("{\"a\": \"b\", \"x\": null, \"y\": []}", f -> f.text("a", 9)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "\"yesterday\"",
        "\"2026-01-31\"",
        "\"2026-01-31T12:00:00\"",
        "\"2026-02-30T12:00:00Z\"",
        "\"1999-12-31T23:59:59Z\"",
        "\"2100-01-01T00:00:00Z\"",
        "\"+1000000000-12-31T23:59:59Z\""
      })
  void aWrongTimeIsRefused(String value) {
    assertEquals(1, errors("{\"a\":%s}".formatted(value), f -> f.instant("a")).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"true\"", "{}"})
  void aWrongFlagIsRefused(String value) {
    assertEquals(1, errors("{\"a\":%s}".formatted(value), f -> f.flag("a")).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"DAYS\"", "\"years\"", "[\"days\"]"})
  void aWrongWordIsRefused(String value) {
    var json = "{\"a\":%s}".formatted(value);

    assertEquals(
        List.of("/a must be one of days"), errors(json, f -> f.oneOf("a", List.of(TimeUnit.DAYS))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "{}", "[{},{},{}]"})
  void aWrongListIsRefused(String value) {
    var json = "{\"a\":%s}".formatted(value);

    assertEquals(
        List.of("/a must be a list of 1 to 2 entries"),
        errors(json, f -> f.list("a", 2, (item, _) -> item)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "null", "[]", "\"{}\""})
  void aDocumentIsAnObject(String json) {
    assertEquals(List.of(" must be an object"), errors(json, f -> f));
  }

  @Test
  void everythingIsSaidAtOnceAndPointedTo() {
    var json =
        "{\"list\": [{\"n\": 1, \"x\": 1}, 5, {\"n\": \"a\"}], \"o\": {\"a/b~c\": 1}, \"y\": 1}";

    var errors =
        errors(
            json,
            f -> {
              f.list("list", 9, (item, _) -> item.integer("n", 1, 9));
              f.object("o", 0, o -> o.integer("n", 1, 9));
              return f.text("text", 9);
            });

    assertEquals(
        List.of(
            "/list/0/x is not a field of this request, which knows n",
            "/list/1 must be an object",
            "/list/2/n must be a whole number",
            "/o/n is required",
            "/o/a~1b~0c is not a field of this request, which knows n",
            "/text is required",
            "/y is not a field of this request, which knows list, o, text"),
        errors);
  }

  @Test
  void whereItIsNotKnownWhichFieldsThereMayBeUnknownOnesAreNotMentioned() {
    var errors =
        errors(
            "{\"x\": 1}",
            f -> {
              f.ignoreUnknown();
              f.error("type", "is unheard of");
              return f;
            });

    assertEquals(List.of("/type is unheard of"), errors);
  }

  private static <T> T read(String json, Function<Fields, T> reader) {
    return Fields.read(Json.parse(json), reader);
  }

  private static List<String> errors(String json, Function<Fields, Object> reader) {
    var refusal = assertThrows(InvalidFields.class, () -> read(json, reader));
    return refusal.errors().stream().map(e -> e.pointer() + " " + e.detail()).toList();
  }
}
