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
import waybill.audit.Audit;
import waybill.audit.Audit.Action;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.RouteTable;

/** Runs before every route: a handler never runs for a caller who is not allowed to call it. */
public final class AuthorizationFilter implements RouteTable.Interceptor {
  private static final Logger LOG = System.getLogger(AuthorizationFilter.class.getName());

  private final RequestSecurity security;
  private final Sessions sessions;
  private final Audit audit;

  public AuthorizationFilter(RequestSecurity security, Sessions sessions, Audit audit) {
    this.security = security;
    this.sessions = sessions;
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
    var authorization = req.headers().all(HeaderNames.AUTHORIZATION, List::of);
    var context =
        security
            .authenticate(authorization, req.headers().all(HeaderNames.COOKIE, List::of))
            .orElseThrow(() -> {
              auditRefusal(req, "bad token");
              return AccessProblems.badToken(security.isExpired(authorization)).exception();
            });
    var caller = Callers.of(context);
    req.context().register(caller);
    var answer = context.authorize(new Authorizer.Target(requirement, parameters(req)));
    if (!answer.isPermitted()) {
      throw refusal(req, answer.statusCode().orElse(Authorizer.FORBIDDEN)).exception();
    }
    if (isUse(req)) {
      caller.user().ifPresent(sessions::use);
    }
  }

  private static Map<String, String> parameters(ServerRequest req) {
    var parameters = new HashMap<String, String>();
    var path = req.path().pathParameters();
    path.names().forEach(name -> parameters.put(name, path.get(name)));
    return parameters;
  }

  private Problem refusal(ServerRequest req, int status) {
    return switch (status) {
      case Authorizer.SIGN_IN -> AccessProblems.unauthorized();
      case Authorizer.NOT_FOUND -> {
        auditRefusal(req, "not theirs");
        yield Problem.notFound();
      }
      default -> {
        auditRefusal(req, "forbidden");
        yield AccessProblems.forbidden();
      }
    };
  }

  /** A page that reconnects its stream, or asks how long its session lasts, is not at work. */
  private static boolean isUse(ServerRequest req) {
    return !new RequestReader(req).wantsStream() && !req.path().path().equals(SignInRoutes.SESSION);
  }

  private void auditRefusal(ServerRequest req, String why) {
    var target = req.prologue().method().text() + ":" + req.path().path();
    var group = new RequestReader(req).addressGroup();
    audit.refused(Caller.author(req), group, Action.ACCESS, target, why);
  }
}
