package waybill.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import waybill.api.OrderJson.Audience;
import waybill.http.Problem;
import waybill.json.FieldError;
import waybill.order.Outcome;
import waybill.order.WrongField;

/** The problems of orders and of changes to them. */
public final class ApiProblems {
  private ApiProblems() {}

  /** The problem for a refused change. */
  static Problem of(Outcome refusal) {
    return switch (refusal) {
      case Outcome.NotFound _ -> Problem.notFound();
      case Outcome.Stale(long version) ->
          Problem.of(412, "stale", "The order has changed", "Its version is now " + version + ".")
              .with("ETag", OrderJson.tag(version, Audience.STAFF));
      case Outcome.Invalid(var errors) -> Problem.invalid(errors(errors));
      case Outcome.Illegal(var why, var allowed, var errors) ->
          new Problem(
              409,
              "illegal-now",
              "Not possible in the order's present state",
              why,
              errors(errors),
              Optional.of(OrderJson.names(allowed)),
              Map.of());
      case Outcome.Accepted _ -> throw new IllegalStateException("accepted is no refusal");
    };
  }

  private static List<FieldError> errors(List<WrongField> fields) {
    return fields.stream().map(field -> new FieldError(field.pointer(), field.detail())).toList();
  }

  public static Problem keyReused() {
    return Problem.of(
        422,
        "idempotency-key-reused",
        "The Idempotency-Key belongs to another request",
        "It was used before with a different body. Use a new key for a new request.");
  }

  static Problem cursorGone() {
    return Problem.of(
        410,
        "cursor-gone",
        "The cursor cannot be resumed",
        "It is not from this service, is ahead of the log, or is older than the log keeps: start from"
            + " the beginning.");
  }
}
