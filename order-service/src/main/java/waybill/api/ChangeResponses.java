package waybill.api;

import waybill.log.CommandResult;
import waybill.log.EventLog;
import waybill.order.LoggedEvent;
import waybill.order.Order;
import waybill.stream.Cursor;

/**
 * What the result of a command is answered with. A request that was accepted before is answered
 * from the log, byte for byte as the first time; a refusal is thrown as a problem.
 */
final class ChangeResponses {
  private ChangeResponses() {}

  /** The order as the command left it. */
  static Order order(CommandResult result, EventLog log) {
    return switch (result) {
      case CommandResult.Accepted(var order, _) -> order;
      case CommandResult.AcceptedBefore(var id, var version) -> log.orderAt(id, version);
      case CommandResult.Refused(var outcome) -> throw ApiProblems.of(outcome).exception();
      case CommandResult.KeyReused _ -> throw ApiProblems.keyReused().exception();
    };
  }

  /** The event that the command has written. */
  static LoggedEvent event(CommandResult result, EventLog log) {
    return switch (result) {
      case CommandResult.Accepted(_, var event) -> event;
      case CommandResult.AcceptedBefore(var id, var version) -> log.at(id, version);
      case CommandResult.Refused(var outcome) -> throw ApiProblems.of(outcome).exception();
      case CommandResult.KeyReused _ -> throw ApiProblems.keyReused().exception();
    };
  }

  /** The event as JSON, with its place in the order's sequence. */
  static byte[] json(LoggedEvent event, String epoch) {
    var cursor = new Cursor(epoch, event.version());
    return EventHistory.json(new EventHistory.Entry(cursor, event.body()));
  }
}
