package waybill.api;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;
import waybill.access.Caller;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.log.Author;
import waybill.log.IdempotencyKey;

/** What a request for a change says besides its body: its author and its Idempotency-Key. */
final class ApiRequest {
  static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
  static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
  static final String KEY_RULE = "must be 1 to 200 visible ASCII characters";

  private ApiRequest() {}

  static Author author(ServerRequest request) {
    return new Author(Caller.user(request).name(), new RequestReader(request).address());
  }

  /** The Idempotency-Key with everything that makes it this request's. */
  static Optional<IdempotencyKey> key(ServerRequest request, byte[] body) {
    var header = request.headers().first(IDEMPOTENCY_KEY);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    if (!KEY.matcher(header.get()).matches()) {
      throw Problem.malformed("Idempotency-Key " + KEY_RULE + ".").exception();
    }
    var account = Caller.user(request).name();
    var method = request.prologue().method();
    return Optional.of(key(account, method, request.path().path(), header.get(), body));
  }

  static IdempotencyKey key(String account, Method method, String path, String key, byte[] body) {
    return new IdempotencyKey(account, method.text(), path, key, sha256(body));
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
