package waybill.access;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import waybill.access.Audit.Action;
import waybill.access.RequestSecurity.Entrance;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.RouteTable;

/** Runs before every route: a handler never runs for a caller who is not allowed to call it. */
public final class AuthorizationFilter implements RouteTable.Interceptor {
  private static final Logger LOG = System.getLogger(AuthorizationFilter.class.getName());

  private final RequestSecurity security;
  private final Audit audit;

  public AuthorizationFilter(RequestSecurity security, Audit audit) {
    this.security = security;
    this.audit = audit;
  }

  /** The handler behind its line of {@link Policies}; without a line it is closed. */
  @Override
  public Handler before(Method method, String path, Handler handler) {
    var requirement = Policies.of(method.text(), path);
    if (requirement.isEmpty()) {
      LOG.log(Level.ERROR, "{0} {1} has no policy and is closed", method, path);
      return (_, _) -> {
        throw Problem.notFound().exception();
      };
    }
    if (requirement.get() == Requirement.ANYONE) {
      return handler;
    }
    return (req, res) -> {
      admit(req, requirement.get());
      handler.handle(req, res);
    };
  }

  private void admit(ServerRequest req, Requirement requirement) {
    switch (security.enter(credentials(req), requirement, parameters(req), isUse(req))) {
      case Entrance.Open(var caller) -> req.context().register(caller);
      case Entrance.SignIn(boolean badToken) -> {
        if (badToken) {
          refused(req, Caller.NOBODY, "bad token");
        }
        throw AccessProblems.unauthorized(badToken).exception();
      }
      case Entrance.Forbidden(var caller) -> {
        refused(req, caller, "forbidden");
        throw AccessProblems.forbidden().exception();
      }
      case Entrance.Hidden(var caller) -> {
        refused(req, caller, "not theirs");
        throw Problem.notFound().exception();
      }
    }
  }

  private static RequestSecurity.Credentials credentials(ServerRequest req) {
    return new RequestSecurity.Credentials(
        req.headers().all(HeaderNames.AUTHORIZATION, List::of),
        req.headers().all(HeaderNames.COOKIE, List::of));
  }

  private static Map<String, String> parameters(ServerRequest req) {
    var parameters = new HashMap<String, String>();
    var path = req.path().pathParameters();
    path.names().forEach(name -> parameters.put(name, path.get(name)));
    return parameters;
  }

  /** A page that reconnects its stream, or asks how long its session lasts, is not at work. */
  private static boolean isUse(ServerRequest req) {
    return !new RequestReader(req).wantsStream() && !req.path().path().equals(SignInRoutes.SESSION);
  }

  private void refused(ServerRequest req, Caller caller, String why) {
    var target = req.prologue().method().text() + ":" + req.path().path();
    audit.write(
        caller.user().map(User::name),
        new RequestReader(req).address(),
        Action.ACCESS,
        target,
        why);
  }
}
