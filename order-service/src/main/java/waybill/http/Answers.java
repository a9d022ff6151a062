package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import waybill.json.EventJson;
import waybill.order.Outcome;
import waybill.store.Answer;
import waybill.store.Ledger.Committed;
import waybill.store.Receipt;
import waybill.stream.Cursor;

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

  /** It is done, and there is nothing to say about it. */
  static void nothing(ServerResponse res) {
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    res.status(Status.NO_CONTENT_204).send();
  }

  static void send(
      ServerRequest req, ServerResponse res, int status, String mediaType, byte[] body) {
    res.status(Status.create(status));
    res.header(HeaderNames.CONTENT_TYPE, mediaType);
    if (req.prologue().method().equals(Method.HEAD)) {
      res.headers().contentLength(body.length);
      res.send(NOTHING);
    } else {
      res.send(body);
    }
  }

  /** What was done; why nothing was is thrown as a problem. */
  static Answer accepted(Receipt receipt) {
    return switch (receipt) {
      case Receipt.Done(var answer) -> answer;
      case Receipt.Refused(var outcome) -> throw refusal(outcome).exception();
      case Receipt.KeyReused _ -> throw Problem.keyReused().exception();
      case Receipt.Exists _ ->
          throw Problem.exists("There is a customer of that id already.").exception();
    };
  }

  /** What whoever appended an event is told: the event, with its place in the order's sequence. */
  static Answer appended(Committed committed, String epoch) {
    var event = committed.event();
    var cursor = new Cursor(epoch, event.version());
    return new Answer(
        201,
        Optional.empty(),
        Optional.of(EntityTags.of(event.version())),
        EventJson.withCursor(new EventJson.Placed(cursor, event.body())));
  }

  /** Answers a write that was done. */
  static void done(ServerRequest req, ServerResponse res, Answer answer) {
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
