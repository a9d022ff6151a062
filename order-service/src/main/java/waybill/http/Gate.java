package waybill.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import waybill.access.Audit;
import waybill.access.Audit.Action;
import waybill.access.Guard;
import waybill.access.Guard.Entrance;
import waybill.access.Policies;
import waybill.access.User;
import waybill.access.Visitor;
import waybill.access.Who;

/** Stands before every route: nothing of a handler runs for somebody who may not. */
final class Gate {
  private static final Logger LOG = System.getLogger(Gate.class.getName());

  private final Guard guard;
  private final Audit audit;

  Gate(Guard guard, Audit audit) {
    this.guard = guard;
    this.audit = audit;
  }

  /** The handler behind its line of {@link Policies}; without a line it is closed. */
  Handler before(Method method, String path, Handler handler) {
    var who = Policies.of(method.text(), path);
    if (who.isEmpty()) {
      LOG.log(Level.ERROR, "{0} {1} stands in no policy and is closed", method, path);
      return (_, _) -> {
        throw Problem.notFound().exception();
      };
    }
    if (who.get() == Who.ANYONE) {
      return handler;
    }
    return (req, res) -> {
      admit(req, who.get());
      handler.handle(req, res);
    };
  }

  private void admit(ServerRequest req, Who who) {
    switch (guard.enter(credentials(req), who, parameters(req), isUse(req))) {
      case Entrance.Open(var visitor) -> req.context().register(visitor);
      case Entrance.SignIn(boolean badToken) -> {
        if (badToken) {
          refused(req, Visitor.NOBODY, "bad token");
        }
        throw Problem.unauthorized(badToken).exception();
      }
      case Entrance.Forbidden(var visitor) -> {
        refused(req, visitor, "forbidden");
        throw Problem.forbidden().exception();
      }
      case Entrance.Hidden(var visitor) -> {
        refused(req, visitor, "not theirs");
        throw Problem.notFound().exception();
      }
    }
  }

  private static Guard.Credentials credentials(ServerRequest req) {
    return new Guard.Credentials(all(req, HeaderNames.AUTHORIZATION), all(req, HeaderNames.COOKIE));
  }

  private static List<String> all(ServerRequest req, HeaderName name) {
    return req.headers().contains(name) ? req.headers().get(name).allValues() : List.of();
  }

  private static Map<String, String> parameters(ServerRequest req) {
    var parameters = new HashMap<String, String>();
    var path = req.path().pathParameters();
    path.names().forEach(name -> parameters.put(name, path.get(name)));
    return parameters;
  }

  /**
   * An open page that comes back by itself, or asks how long it may stay, is not somebody at work.
   */
  private static boolean isUse(ServerRequest req) {
    return !new Inquiry(req).wantsStream() && !req.path().path().equals(SignInRoutes.SESSION);
  }

  private void refused(ServerRequest req, Visitor visitor, String why) {
    var target = req.prologue().method().text() + ":" + req.path().path();
    audit.write(
        visitor.user().map(User::name), new Inquiry(req).address(), Action.ACCESS, target, why);
  }
}
