package waybill.api;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import waybill.http.EntityTags;
import waybill.http.Problem;
import waybill.http.Responses;
import waybill.json.EventJson;
import waybill.order.Cursor;
import waybill.store.Answer;
import waybill.store.Ledger.Committed;
import waybill.store.Receipt;

/** Answers to requests for a change. */
final class ChangeResponses {
  private ChangeResponses() {}

  /** The answer to a change that was made; a refusal is thrown as a problem. */
  static Answer accepted(Receipt receipt) {
    return switch (receipt) {
      case Receipt.Done(var answer) -> answer;
      case Receipt.Refused(var outcome) -> throw ApiProblems.of(outcome).exception();
      case Receipt.KeyReused _ -> throw ApiProblems.keyReused().exception();
      case Receipt.Exists _ ->
          throw Problem.exists("A customer with this id exists already.").exception();
    };
  }

  /** The appended event with its place in the order's sequence. */
  static Answer appended(Committed committed, String epoch) {
    var event = committed.event();
    var cursor = new Cursor(epoch, event.version());
    return new Answer(
        201,
        Optional.empty(),
        Optional.of(EntityTags.of(event.version())),
        EventJson.withCursor(new EventJson.Placed(cursor, event.body())));
  }

  static void send(ServerRequest req, ServerResponse res, Answer answer) {
    answer.location().ifPresent(location -> res.header(HeaderNames.LOCATION, location));
    answer.etag().ifPresent(etag -> res.header(HeaderNames.ETAG, etag));
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    Responses.send(req, res, answer.status(), Responses.JSON, answer.body());
  }
}
