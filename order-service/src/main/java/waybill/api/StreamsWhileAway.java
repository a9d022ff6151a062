package waybill.api;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import org.jspecify.annotations.Nullable;
import waybill.access.Access;
import waybill.access.AuthorizationFilter;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.storage.StorageFailure;
import waybill.stream.Hub;

/**
 * Authorizes requests. While the database cannot tell who may watch what, a stream is not refused
 * but ends at once: a browser gives up at any status but 200.
 */
public record StreamsWhileAway(Access access, Hub hub) implements RouteTable.Interceptor {
  @Override
  public Handler before(Method method, String path, Handler handler) {
    var filter = new AuthorizationFilter(access.security(), access.sessions(), access.audit());
    var authorized = filter.before(method, path, handler);
    return method.equals(Method.GET) && path.endsWith("/events") ? stream(authorized) : authorized;
  }

  private Handler stream(Handler handler) {
    return (req, res) -> {
      try {
        handler.handle(req, res);
      } catch (StorageFailure | StorageFailure.Busy | SecurityException e) {
        if (!isOfStorage(e) || !new RequestReader(req).wantsStream()) {
          throw e;
        }
        Responses.stream(res).send(hub.farewell());
      }
    };
  }

  /** What fails while it is found out who the caller is, is wrapped. */
  private static boolean isOfStorage(@Nullable Throwable e) {
    return e instanceof StorageFailure
        || e instanceof StorageFailure.Busy
        || (e instanceof SecurityException && isOfStorage(e.getCause()));
  }
}
