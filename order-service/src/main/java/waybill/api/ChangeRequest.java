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

/** A request for a change: its JSON body, its author and its Idempotency-Key. */
public final class ChangeRequest {
  public static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
  public static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
  public static final String KEY_RULE = "must be 1 to 200 visible ASCII characters";

  private final ServerRequest request;
  private final byte[] body;

  ChangeRequest(ServerRequest request) {
    this.request = request;
    this.body = new RequestReader(request).body();
  }

  /** The fields of the body as a value. */
  <T> T read(Function<Fields, T> reader) {
    return Fields.read(Json.parse(body), reader);
  }

  Optional<IdempotencyKey> key() {
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
