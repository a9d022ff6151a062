package waybill.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads one JSON object strictly and collects everything that is wrong with it. Each reader returns
 * a harmless stand-in where the field is wrong; {@link #read} throws before anybody can use it.
 */
public final class Fields {
  private static final String ABSENT = "is required";

  private final JsonNode node;
  private final String path;
  private final List<FieldError> errors;
  private final Set<String> known = new HashSet<>();
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

  /** A text of 1 to {@code max} UTF-16 units that is not blank. */
  public String text(String name, int max) {
    return optionalText(name, max).orElseGet(() -> missing(name, "?"));
  }

  /** As {@link #text}, but may be absent or null. */
  public Optional<String> optionalText(String name, int max) {
    var value = get(name);
    if (absent(value)) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      return Optional.of(wrong(name, "must be a string", "?"));
    }
    var text = value.textValue();
    if (text.isBlank()) {
      return Optional.of(wrong(name, "must not be empty", "?"));
    }
    if (text.length() > max) {
      return Optional.of(wrong(name, "must have at most " + max + " characters", "?"));
    }
    return Optional.of(text);
  }

  /** A text that matches; {@code explanation} is for people. */
  public Optional<String> optionalMatch(String name, Pattern pattern, String explanation) {
    int errorsBefore = errors.size();
    var text = optionalText(name, 1000);
    if (text.isPresent()
        && errors.size() == errorsBefore
        && !pattern.matcher(text.get()).matches()) {
      error(name, explanation);
    }
    return text;
  }

  public String match(String name, Pattern pattern, String explanation) {
    return optionalMatch(name, pattern, explanation).orElseGet(() -> missing(name, "?"));
  }

  /** A text that the parser understands; without it, or with another one, empty. */
  public <T> Optional<T> parsed(
      String name, Function<String, Optional<T>> parser, String explanation) {
    int errorsBefore = errors.size();
    var text = text(name, 1000);
    if (errors.size() > errorsBefore) {
      return Optional.empty();
    }
    var value = parser.apply(text);
    if (value.isEmpty()) {
      error(name, explanation);
    }
    return value;
  }

  public int integer(String name, int min, int max) {
    var value = get(name);
    if (absent(value)) {
      return missing(name, min);
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      return wrong(name, "must be a whole number", min);
    }
    int number = value.intValue();
    return number >= min && number <= max
        ? number
        : wrong(name, "must be between " + min + " and " + max, min);
  }

  public boolean flag(String name) {
    var value = get(name);
    if (absent(value)) {
      return false;
    }
    return value.isBoolean() ? value.booleanValue() : wrong(name, "must be true or false", false);
  }

  public Instant instant(String name) {
    return optionalInstant(name).orElseGet(() -> missing(name, Instant.EPOCH));
  }

  /** A time as in RFC 3339, with its offset, between the years 2000 and 2100. */
  public Optional<Instant> optionalInstant(String name) {
    var value = get(name);
    if (absent(value)) {
      return Optional.empty();
    }
    try {
      var time = Instant.parse(value.isTextual() ? value.textValue() : "");
      int year = time.atOffset(ZoneOffset.UTC).getYear();
      return Optional.of(
          year >= 2000 && year < 2100 ? time : wrong(name, "must lie in 2000 to 2099", time));
    } catch (DateTimeException e) {
      var message = "must be a time as in RFC 3339, such as 2026-01-31T12:00:00Z";
      return Optional.of(wrong(name, message, Instant.EPOCH));
    }
  }

  /** One of an enum's constants, written in lower case. */
  public <E extends Enum<E>> E oneOf(String name, List<E> allowed) {
    var value = get(name);
    for (var constant : allowed) {
      if (value.isTextual() && value.textValue().equals(lower(constant))) {
        return constant;
      }
    }
    var names = allowed.stream().map(Fields::lower).toList();
    var message = absent(value) ? ABSENT : "must be one of " + String.join(", ", names);
    return wrong(name, message, allowed.getFirst());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  public <T> T object(String name, T standIn, Function<Fields, T> reader) {
    return has(name) ? optionalObject(name, reader).orElse(standIn) : missing(name, standIn);
  }

  public <T> Optional<T> optionalObject(String name, Function<Fields, T> reader) {
    var value = get(name);
    return absent(value) ? Optional.empty() : nested(value, pointer(name), errors, reader);
  }

  /** A list of 1 to {@code max} objects; the reader is told each one's place, from 1. */
  public <T> List<T> list(String name, int max, Item<T> reader) {
    var value = get(name);
    if (absent(value)) {
      return missing(name, List.of());
    }
    if (!value.isArray() || value.isEmpty() || value.size() > max) {
      return wrong(name, "must be a list of 1 to " + max + " entries", List.of());
    }
    var list = new ArrayList<T>();
    for (int i = 0; i < value.size(); i++) {
      int place = i + 1;
      nested(value.get(i), pointer(name) + "/" + i, errors, f -> reader.read(f, place))
          .ifPresent(list::add);
    }
    return list;
  }

  /** Reads one entry of a list. */
  @FunctionalInterface
  public interface Item<T> {
    T read(Fields fields, int place);
  }

  public boolean has(String name) {
    return !absent(get(name));
  }

  /** Says that a field is wrong for a reason only the caller knows. */
  public void error(String name, String detail) {
    errors.add(new FieldError(pointer(name), detail));
  }

  /** Leaves unknown fields unmentioned, where it is not known which fields there may be. */
  public void ignoreUnknown() {
    unknownIgnored = true;
  }

  private JsonNode get(String name) {
    known.add(name);
    var value = node.get(name);
    return value == null ? MissingNode.getInstance() : value;
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private <T> T missing(String name, T standIn) {
    return wrong(name, ABSENT, standIn);
  }

  private <T> T wrong(String name, String detail, T standIn) {
    error(name, detail);
    return standIn;
  }

  private void refuseUnknown() {
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!unknownIgnored && !known.contains(name)) {
            error(name, "is not a field of this request");
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
