package waybill.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads one JSON object strictly and collects everything that is wrong with it. Where a field is
 * wrong, its reader returns a harmless stand-in; {@link #read} throws before it can be used.
 */
public final class Fields {
  /** Of texts that a pattern or parser checks. */
  private static final int MAX_TEXT = 1000;

  private final JsonNode node;
  private final String path;
  private final List<FieldError> errors;
  private final Set<String> known = new TreeSet<>();
  private boolean unknownIgnored;

  private Fields(JsonNode node, String path, List<FieldError> errors) {
    this.node = node;
    this.path = path;
    this.errors = errors;
  }

  /**
   * Reads a whole document.
   *
   * @throws InvalidFields naming every field that is missing, wrong or unknown
   */
  public static <T> T read(JsonNode document, Function<Fields, T> reader) {
    var errors = new ArrayList<FieldError>();
    try {
      var value = nested(document, "", errors, reader);
      if (errors.isEmpty()) {
        return value.orElseThrow();
      }
    } catch (IllegalArgumentException e) {
      // a constructor refused stand-ins; if there are none, it is a bug
      if (errors.isEmpty()) {
        throw e;
      }
    }
    throw new InvalidFields(errors);
  }

  private static <T> Optional<T> nested(
      JsonNode node, String path, List<FieldError> errors, Function<Fields, T> reader) {
    if (!node.isObject()) {
      errors.add(new FieldError(path, "must be an object"));
      return Optional.empty();
    }
    var fields = new Fields(node, path, errors);
    var value = reader.apply(fields);
    fields.refuseUnknown();
    return Optional.of(value);
  }

  /** A text as it is stored, of at most {@code max} code points and with a visible one. */
  public String text(String name, int max) {
    return required(name, optionalText(name, max), "?");
  }

  /** As {@link #text}, but may be absent or null. */
  public Optional<String> optionalText(String name, int max) {
    return string(name)
        .map(Text::stored)
        .filter(rule(name, Text::isVisible, "must not be empty"))
        .filter(length(name, 1, max));
  }

  private Optional<String> string(String name) {
    return present(name)
        .filter(rule(name, JsonNode::isTextual, "must be a string"))
        .map(JsonNode::textValue);
  }

  private Predicate<String> length(String name, int min, int max) {
    return rule(
        name,
        text -> Text.length(text) >= min && Text.length(text) <= max,
        "must have %s to %d characters".formatted(min, max));
  }

  /** A password exactly as it was sent; spaces alone are none. */
  public Optional<String> optionalPassword(String name, int min, int max) {
    return string(name)
        .filter(rule(name, text -> !text.isBlank(), "must not be empty"))
        .filter(length(name, min, max));
  }

  public String password(String name, int min, int max) {
    return required(name, optionalPassword(name, min, max), "?");
  }

  /** A text that matches; {@code explanation} is for people. */
  public Optional<String> optionalMatch(String name, Pattern pattern, String explanation) {
    return optionalText(name, MAX_TEXT).filter(rule(name, pattern.asMatchPredicate(), explanation));
  }

  public String match(String name, Pattern pattern, String explanation) {
    return required(name, optionalMatch(name, pattern, explanation), "?");
  }

  /** A text that the parser understands; empty if it is absent or wrong. */
  public <T> Optional<T> parsed(
      String name, Function<String, Optional<T>> parser, String explanation) {
    var value =
        optionalText(name, MAX_TEXT)
            .map(parser)
            .filter(rule(name, Optional::isPresent, explanation));
    return required(name, value, Optional.empty());
  }

  public int integer(String name, int min, int max) {
    var value =
        present(name)
            .filter(rule(name, Fields::isInteger, "must be a whole number"))
            .map(JsonNode::intValue)
            .filter(
                rule(name, n -> n >= min && n <= max, "must be between " + min + " and " + max));
    return required(name, value, min);
  }

  /** Also 1.0 (JSON Schema 2020-12, 4.2.3). */
  private static boolean isInteger(JsonNode value) {
    return value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToInt();
  }

  /** False if absent. */
  public boolean flag(String name) {
    return present(name)
        .filter(rule(name, JsonNode::isBoolean, "must be true or false"))
        .map(JsonNode::booleanValue)
        .orElse(false);
  }

  public Instant instant(String name) {
    return required(name, optionalInstant(name), Instant.EPOCH);
  }

  /** A time as in RFC 3339, with its offset, between the years 2000 and 2100. */
  public Optional<Instant> optionalInstant(String name) {
    return present(name)
        .map(value -> {
          try {
            var time = Instant.parse(value.asText());
            int year = time.atOffset(ZoneOffset.UTC).getYear();
            if (year < 2000 || year >= 2100) {
              error(name, "must lie in 2000 to 2099");
            }
            return time;
          } catch (DateTimeException e) {
            error(name, "must be a time as in RFC 3339, such as 2026-01-31T12:00:00Z");
            return Instant.EPOCH;
          }
        });
  }

  /** One of an enum's constants, written in lower case. */
  public <E extends Enum<E>> E oneOf(String name, List<E> allowed) {
    var names = allowed.stream().map(word -> word.name().toLowerCase(Locale.ROOT)).toList();
    var value =
        present(name)
            .map(word -> names.indexOf(word.asText()))
            .filter(rule(name, place -> place >= 0, "must be one of " + String.join(", ", names)))
            .map(allowed::get);
    return required(name, value, allowed.getFirst());
  }

  public <T> T object(String name, T standIn, Function<Fields, T> reader) {
    return required(name, optionalObject(name, reader), standIn);
  }

  public <T> Optional<T> optionalObject(String name, Function<Fields, T> reader) {
    return present(name).flatMap(value -> nested(value, pointer(name), errors, reader));
  }

  /** A list of 1 to {@code max} objects; the reader gets each one's place, from 1. */
  public <T> List<T> list(String name, int max, BiFunction<Fields, Integer, T> reader) {
    Predicate<JsonNode> valid = a -> a.isArray() && a.size() <= max;
    var value =
        present(name).filter(rule(name, valid, "must be a list of 1 to " + max + " entries"));
    var array = required(name, value, MissingNode.getInstance());
    var list = new ArrayList<T>();
    for (int i = 0; i < array.size(); i++) {
      int place = i + 1;
      nested(array.get(i), pointer(name) + "/" + i, errors, item -> reader.apply(item, place))
          .ifPresent(list::add);
    }
    return list;
  }

  /** Says that a field is wrong for a reason only the caller knows; its first error stands. */
  public void error(String name, String detail) {
    var pointer = pointer(name);
    if (errors.stream().noneMatch(error -> error.pointer().equals(pointer))) {
      errors.add(new FieldError(pointer, detail));
    }
  }

  /** Leaves unknown fields unmentioned, where it is not known which fields there may be. */
  public void ignoreUnknown() {
    unknownIgnored = true;
  }

  /** The field, unless it is absent, null, or an empty list, which is what some clients send. */
  private Optional<JsonNode> present(String name) {
    known.add(name);
    return Optional.ofNullable(node.get(name)).filter(value -> !isAbsent(value));
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isNull() || (value.isArray() && value.isEmpty());
  }

  /** Whether a value is valid; if it is not, that is an error of the field. */
  private <T> Predicate<T> rule(String name, Predicate<T> valid, String detail) {
    return value -> {
      if (!valid.test(value)) {
        error(name, detail);
        return false;
      }
      return true;
    };
  }

  /** The value; the stand-in if the field is wrong or absent, which is then an error too. */
  private <T> T required(String name, Optional<? extends T> value, T standIn) {
    if (present(name).isEmpty()) {
      error(name, "is required");
    }
    return value.isPresent() ? value.get() : standIn;
  }

  private void refuseUnknown() {
    node.forEachEntry((name, value) -> {
      if (!unknownIgnored && !known.contains(name) && !isAbsent(value)) {
        error(name, "is not a field of this request, which knows " + String.join(", ", known));
      }
    });
  }

  /** RFC 6901, section 3. */
  private String pointer(String name) {
    return path + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** The document is JSON, but not what was asked for. */
  public static final class InvalidFields extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<FieldError> errors;

    InvalidFields(List<FieldError> errors) {
      super("invalid fields", null, false, false);
      this.errors = List.copyOf(errors);
    }

    /** What is wrong with one field only in relation to something else. */
    public static InvalidFields of(String pointer, String detail) {
      return new InvalidFields(List.of(new FieldError(pointer, detail)));
    }

    public List<FieldError> errors() {
      return errors;
    }
  }
}
