package waybill.api;

import waybill.log.CommandResult;
import waybill.log.EventLog;
import waybill.order.LoggedEvent;
import waybill.order.Order;

/**
 * What the response to a change contains. A request that was accepted before is answered from the
 * log, byte for byte as the first time; a refusal is thrown as a problem.
 */
public final class ChangeResponses {
  private final EventLog log;

  public ChangeResponses(EventLog log) {
    this.log = log;
  }

  /** The order after the change. */
  Order order(CommandResult result) {
    var event = event(result);
    return result instanceof CommandResult.Accepted(var order, _)
        ? order
        : log.orderAt(event.order(), event.version());
  }

  /** The event of the change. */
  public LoggedEvent event(CommandResult result) {
    return switch (result) {
      case CommandResult.Accepted(_, var event) -> event;
      case CommandResult.AcceptedBefore(var id, var version) -> log.at(id, version);
      case CommandResult.Refused(var outcome) -> throw ApiProblems.of(outcome).exception();
      case CommandResult.KeyReused _ -> throw ApiProblems.keyReused().exception();
    };
  }

  /** The event as JSON, with its cursor in the order's sequence. */
  public String json(LoggedEvent event) {
    var cursor = new OrderTopics(log).cursor(OrderTopics.of(event.order()), event.version());
    return EventHistory.event(cursor, event.body());
  }
}
