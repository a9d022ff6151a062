package waybill.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

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
          .build();

  private Json() {}

  /** Writes part of a document. */
  @FunctionalInterface
  public interface Part {
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * Reads one JSON document (RFC 8259) of at most 16 levels; a name given twice is malformed.
   *
   * @throws MalformedJson if it is none; the message says where
   */
  public static JsonNode parse(byte[] text) {
    try {
      var node = MAPPER.readTree(text);
      if (node == null || node.isMissingNode()) {
        throw new MalformedJson("the body is empty");
      }
      return node;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      var where =
          at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
      throw new MalformedJson(firstLine(e.getOriginalMessage()) + where);
    } catch (IOException e) {
      throw new MalformedJson("not UTF-8 text");
    }
  }

  /** One document as UTF-8, without line breaks: JSON escapes every control character. */
  public static byte[] bytes(Part document) {
    var out = new ByteArrayOutputStream(1024);
    try (var json = MAPPER.createGenerator(out)) {
      document.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("malformed JSON");
  }

  /** The text is not JSON; the message may be shown to whoever sent it. */
  public static final class MalformedJson extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedJson(String message) {
      super(message, null, false, false);
    }
  }
}
