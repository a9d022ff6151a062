package waybill.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * One request to the REST API, and the receiver of its answer.
 *
 * @param method such as POST
 * @param body JSON, empty for GET
 * @param key the Idempotency-Key, or empty
 */
public record ApiRequest(String method, String path, String body, String key, Listener listener) {

  public ApiRequest(String method, String path, String body, Listener listener) {
    this(method, path, body, "", listener);
  }

  /** The same request with a key, whose answer another listener receives. */
  ApiRequest with(String key, Listener listener) {
    return new ApiRequest(method, path, body, key, listener);
  }

  /** Receives the answer, in the thread of the event loop. */
  @FunctionalInterface
  public interface Listener {
    /** The answer, or null when the connection ended before one came. */
    void answered(@Nullable Reply reply);
  }

  /** An answer: its head as received, and its body. */
  @SuppressWarnings("ArrayRecordComponent") // read once, by the listener
  public record Reply(int status, String head, byte[] body) {
    public String text() {
      return new String(body, UTF_8);
    }
  }

  byte[] bytes(Target target) {
    var content = body.getBytes(UTF_8);
    var head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: "
            + target.host()
            + (target.token().isEmpty() ? "" : "\r\nAuthorization: Bearer " + target.token())
            + (key.isEmpty() ? "" : "\r\nIdempotency-Key: " + key)
            + (content.length == 0
                ? ""
                : "\r\nContent-Type: application/json\r\nContent-Length: " + content.length)
            + "\r\n\r\n";
    return (head + body).getBytes(UTF_8);
  }
}
