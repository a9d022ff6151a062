package waybill.api;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import waybill.access.Caller;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.json.Fields;
import waybill.json.Json;
import waybill.log.Author;
import waybill.log.IdempotencyKey;

/** A request for a change: what its JSON body says, and its Idempotency-Key. */
public record ChangeRequest<T>(T value, Optional<IdempotencyKey> key) {
  public static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
  public static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
  public static final String KEY_RULE = "must be 1 to 200 visible ASCII characters";

  /** Reads the body, which must be JSON, and the header. */
  public static <T> ChangeRequest<T> read(ServerRequest request, Function<Fields, T> reader) {
    var body = new RequestReader(request).body();
    return new ChangeRequest<>(Fields.read(Json.parse(body), reader), key(request, body));
  }

  private static Optional<IdempotencyKey> key(ServerRequest request, byte[] body) {
    var header = request.headers().first(IDEMPOTENCY_KEY);
    if (header.isPresent() && !KEY.matcher(header.get()).matches()) {
      throw Problem.malformed("Idempotency-Key " + KEY_RULE + ".").exception();
    }
    var method = request.prologue().method();
    return header.map(key -> key(Caller.author(request), method, request.path().path(), key, body));
  }

  /** A key together with everything that must be the same when the request is repeated. */
  public static IdempotencyKey key(
      Author author, Method method, String path, String key, byte[] body) {
    try {
      var fingerprint = MessageDigest.getInstance("SHA-256").digest(body);
      return new IdempotencyKey(author.account(), method.text(), path, key, fingerprint);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
