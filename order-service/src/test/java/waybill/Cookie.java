package waybill;

import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * A cookie that an answer set.
 *
 * @param attributes as they stand behind the value, with the first semicolon
 */
record Cookie(String name, String value, String attributes) {
  static final String SESSION = "waybill_session";
  static final String DEVICE = "waybill_device";
  static final String GUEST = "waybill_guest";

  static Optional<Cookie> of(HttpResponse<String> answer, String name) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.split("[=;]", 3))
        .map(parts -> new Cookie(parts[0], parts[1], ";" + parts[2]))
        .findFirst();
  }

  /** As a browser sends it. */
  String pair() {
    return name + "=" + value;
  }
}
