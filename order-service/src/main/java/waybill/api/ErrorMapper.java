package waybill.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import waybill.http.Problem;
import waybill.http.Problems;
import waybill.log.GroupCommit.InDoubt;
import waybill.log.GroupCommit.Overloaded;
import waybill.storage.StorageFailure;

/** From the exceptions of all parts of the service to problems. */
public final class ErrorMapper {
  private static final Logger LOG = System.getLogger(ErrorMapper.class.getName());

  private ErrorMapper() {}

  public static Problem of(Throwable e) {
    return switch (e) {
      case Overloaded _ -> Problem.busy("More changes arrive than can be written.");
      case StorageFailure.Busy _ -> Problem.busy("Too many requests wait for the database.");
      case StorageFailure _ ->
          Problem.of(503, "storage", "The database does not work now", "Nothing was changed.")
              .with("Retry-After", "5");
      case InDoubt _, StorageFailure.CommitFailed _ -> {
        LOG.log(Level.WARNING, "a change is in doubt: {0}", e.toString());
        yield Problem.of(
                503,
                "in-doubt",
                "It is not known whether the change was made",
                "Send the request again with the same Idempotency-Key, or look at the order.")
            .with("Retry-After", "5");
      }
      // what was thrown while it was found out who the caller is and what they may do
      case SecurityException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
      default -> Problems.of(e);
    };
  }
}
