package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import waybill.order.Outcome;
import waybill.store.Answer;
import waybill.store.Receipt;

/**
 * Writes answers: JSON, the receipts of writes, and for HEAD the headers alone (RFC 9110, section
 * 9.3.2).
 */
final class Answers {
  static final String JSON = "application/json";
  private static final byte[] NOTHING = {};

  private Answers() {}

  static void json(ServerRequest req, ServerResponse res, byte[] body) {
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    send(req, res, 200, JSON, body);
  }

  static void send(
      ServerRequest req, ServerResponse res, int status, String mediaType, byte[] body) {
    res.status(Status.create(status));
    res.header(HeaderNames.CONTENT_TYPE, mediaType);
    res.header("X-Content-Type-Options", "nosniff");
    if (req.prologue().method().equals(Method.HEAD)) {
      res.headers().contentLength(body.length);
      res.send(NOTHING);
    } else {
      res.send(body);
    }
  }

  /** Answers a write: what was done, or why nothing was. */
  static void receipt(ServerRequest req, ServerResponse res, Receipt receipt) {
    switch (receipt) {
      case Receipt.Done(var answer) -> done(req, res, answer);
      case Receipt.Refused(var outcome) -> throw refusal(outcome).exception();
      case Receipt.KeyReused _ -> throw Problem.keyReused().exception();
      case Receipt.Exists _ ->
          throw Problem.exists("There is a customer of that id already.").exception();
    }
  }

  private static void done(ServerRequest req, ServerResponse res, Answer answer) {
    answer.location().ifPresent(location -> res.header(HeaderNames.LOCATION, location));
    answer.etag().ifPresent(etag -> res.header(HeaderNames.ETAG, etag));
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    send(req, res, answer.status(), JSON, answer.body());
  }

  private static Problem refusal(Outcome outcome) {
    return switch (outcome) {
      case Outcome.NotFound _ -> Problem.notFound();
      case Outcome.Stale(long version) -> Problem.stale(version);
      case Outcome.Invalid(var errors) -> Problem.invalid(errors);
      case Outcome.Illegal(var why, var allowed, var errors) ->
          Problem.illegal(why, allowed, errors);
      case Outcome.Accepted _ -> throw new IllegalStateException("accepted is no refusal");
    };
  }
}
