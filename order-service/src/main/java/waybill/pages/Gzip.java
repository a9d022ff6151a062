package waybill.pages;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Compresses what never changes, once, for clients that accept it (RFC 9110, section 12.5.3). */
final class Gzip {
  private static final Pattern ACCEPTED =
      Pattern.compile("(?i)(?:^|[\\s,])gzip\\s*(?:,|$|;\\s*q=(?!0(?:\\.0*)?\\s*(?:,|$)))");

  private final Map<String, byte[]> compressed = new ConcurrentHashMap<>();

  /**
   * The bytes to send, with the headers that say how they are encoded.
   *
   * @param name of these bytes, which must always be the same
   */
  byte[] encode(ServerRequest req, ServerResponse res, String name, byte[] bytes) {
    res.header(HeaderNames.VARY, "Accept-Encoding");
    var accepted = String.join(",", req.headers().all(HeaderNames.ACCEPT_ENCODING, List::of));
    if (!ACCEPTED.matcher(accepted).find()) {
      return bytes;
    }
    res.header(HeaderNames.CONTENT_ENCODING, "gzip");
    return compressed.computeIfAbsent(name, _ -> compress(bytes));
  }

  private static byte[] compress(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
