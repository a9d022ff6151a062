package waybill.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * One request to the REST API, and the receiver of its answer.
 *
 * @param method such as POST
 * @param body JSON, empty for GET
 */
public record ApiRequest(String method, String path, String body, Listener listener) {

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
            + (content.length == 0
                ? ""
                : "\r\nContent-Type: application/json\r\nContent-Length: " + content.length)
            + "\r\n\r\n";
    return (head + body).getBytes(UTF_8);
  }
}
