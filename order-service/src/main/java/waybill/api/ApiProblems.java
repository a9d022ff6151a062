package waybill.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import waybill.access.Passwords.TooManyHashes;
import waybill.http.EntityTags;
import waybill.http.Problem;
import waybill.http.Problems;
import waybill.json.FieldError;
import waybill.log.Database.CommitFailed;
import waybill.log.GroupCommit.InDoubt;
import waybill.log.GroupCommit.Overloaded;
import waybill.order.Outcome;
import waybill.order.WrongField;
import waybill.storage.StorageFailure;

/** The problems of orders and of changes to them. */
public final class ApiProblems {
  private static final Logger LOG = System.getLogger(ApiProblems.class.getName());

  private ApiProblems() {}

  /** The problem for an exception of any part of the service. */
  public static Problem of(Throwable e) {
    return switch (e) {
      case TooManyHashes _ -> Problem.busy("Too many people are signing in.");
      case Overloaded _ -> Problem.busy("More changes arrive than can be written.");
      case StorageFailure _ ->
          Problem.of(503, "storage", "The database does not work now", "Nothing was changed.")
              .with("Retry-After", "5");
      case InDoubt _, CommitFailed _ -> {
        LOG.log(Level.WARNING, "a change is in doubt: {0}", e);
        yield Problem.of(
                503,
                "in-doubt",
                "It is not known whether the change was made",
                "Send the request again with the same Idempotency-Key, or look at the order.")
            .with("Retry-After", "5");
      }
      default -> Problems.of(e);
    };
  }

  /** The problem for a refused change. */
  static Problem of(Outcome refusal) {
    return switch (refusal) {
      case Outcome.NotFound _ -> Problem.notFound();
      case Outcome.Stale(long version) ->
          Problem.of(412, "stale", "The order has changed", "Its version is now " + version + ".")
              .with("ETag", EntityTags.of(version));
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

  static Problem keyReused() {
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
