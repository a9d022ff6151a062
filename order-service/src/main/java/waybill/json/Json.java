package waybill.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;

/** The one Jackson configuration. Safe for use by many threads. */
public final class Json {
  private static final int MAX_DEPTH = 16;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS) // of a record only its components
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .build();

  /** Reads what this service wrote itself, without the checks that strangers' documents need. */
  private static final ObjectReader OWN =
      MAPPER
          .reader()
          .with(JsonFactory.builder().build())
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Json() {}

  /**
   * Reads one JSON document (RFC 8259) in UTF-8, of at most {@value #MAX_DEPTH} levels. A name
   * given twice in one object is malformed, and so is a string that is not Unicode.
   *
   * @throws MalformedJson if it is none; the message says where
   */
  public static JsonNode parse(byte[] utf8) {
    try {
      return parse(UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw new MalformedJson("This is not UTF-8.");
    }
  }

  /** As {@link #parse(byte[])}. */
  public static JsonNode parse(String text) {
    try {
      var node = MAPPER.readTree(text);
      if (node.isMissingNode()) {
        throw new MalformedJson("There is nothing to read.");
      }
      if (!isUnicode(node)) {
        throw new MalformedJson("A string has half of a surrogate pair.");
      }
      return node;
    } catch (StreamConstraintsException e) {
      throw new MalformedJson("It is nested too deeply, or a name or number in it is too long.");
    } catch (MismatchedInputException e) {
      throw new MalformedJson("Something follows the document.");
    } catch (JsonProcessingException e) {
      // Jackson's own words name its classes and settings
      var at = e.getLocation();
      throw new MalformedJson(
          "This is not JSON, or it has a name twice, at line %d, column %d."
              .formatted(at.getLineNr(), at.getColumnNr()));
    }
  }

  /** JSON may escape halves of surrogate pairs (RFC 8259, section 8.2); UTF-8 cannot hold them. */
  private static boolean isUnicode(JsonNode node) {
    if (node.isTextual()) {
      return isUnicode(node.textValue());
    }
    return node.propertyStream().map(Map.Entry::getKey).allMatch(Json::isUnicode)
        && node.valueStream().allMatch(Json::isUnicode);
  }

  private static boolean isUnicode(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /**
   * A value as UTF-8, without line breaks: JSON escapes every control character. An empty Optional
   * is left out, and an Instant is written as its {@code toString}.
   */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("this cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /** Reads a document that this service wrote itself; unknown fields are ignored. */
  public static <T> T readOwn(byte[] utf8, Class<T> type) {
    try {
      return OWN.forType(type).readValue(utf8);
    } catch (IOException e) {
      throw new IllegalStateException("a document of our own cannot be read", e);
    }
  }

  /** A value as {@link #bytes} writes it, as a tree. */
  public static ObjectNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Reads a part of such a document. */
  public static <T> T readOwn(JsonNode part, Class<T> type) {
    try {
      return OWN.treeToValue(part, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document of our own cannot be read", e);
    }
  }

  /** The text is not JSON; the message may be shown to the sender. */
  public static final class MalformedJson extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedJson(String message) {
      super(message, null, false, false);
    }
  }
}
