package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import waybill.json.EventJson;
import waybill.order.LoggedEvent;
import waybill.order.Order;
import waybill.order.Outcome;
import waybill.store.CommandResult;
import waybill.store.EventLog;
import waybill.stream.Cursor;

/**
 * Writes answers: JSON, the results of commands, and for HEAD the headers alone (RFC 9110, section
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

  /** The order as a command left it; why nothing was done is thrown as a problem. */
  static Order order(CommandResult result, EventLog log) {
    return switch (result) {
      case CommandResult.Accepted(var order, _) -> order;
      case CommandResult.AcceptedBefore(var id, var version) -> log.orderAt(id, version);
      case CommandResult.Refused(var outcome) -> throw refusal(outcome).exception();
      case CommandResult.KeyReused _ -> throw Problem.keyReused().exception();
    };
  }

  /** The event that a command has led to; why nothing was done is thrown as a problem. */
  static LoggedEvent event(CommandResult result, EventLog log) {
    return switch (result) {
      case CommandResult.Accepted(_, var event) -> event;
      case CommandResult.AcceptedBefore(var id, var version) -> log.at(id, version);
      case CommandResult.Refused(var outcome) -> throw refusal(outcome).exception();
      case CommandResult.KeyReused _ -> throw Problem.keyReused().exception();
    };
  }

  /** An event as its author is told of it: with its place in the order's sequence. */
  static byte[] json(LoggedEvent event, String epoch) {
    var cursor = new Cursor(epoch, event.version());
    return EventJson.withCursor(new EventJson.Placed(cursor, event.body()));
  }

  /** Answers a request that has made something. */
  static void created(ServerRequest req, ServerResponse res, byte[] body) {
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    send(req, res, 201, JSON, body);
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
