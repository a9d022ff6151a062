package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Routes by path, then by method. Each path also answers OPTIONS, HEAD if it has GET, and 405 with
 * Allow to every other method (RFC 9110, section 15.5.6).
 */
public final class RouteTable {
  private final Map<String, Map<Method, Handler>> routes = new LinkedHashMap<>();

  /** Wraps a handler, to do something before it. */
  @FunctionalInterface
  public interface Interceptor {
    Handler before(Method method, String path, Handler handler);
  }

  /** Parameters of the query other than these are refused (400), so that a typo is seen. */
  public RouteTable on(Method method, String path, Handler handler, String... parameters) {
    var known = Set.of(parameters);
    return page(
        method,
        path,
        (req, res) -> {
          for (var name : req.query().names()) {
            if (!known.contains(name) && !name.isEmpty()) {
              throw Problem.malformed(
                      "?" + name + "= is not known here; known: " + new TreeSet<>(known) + ".")
                  .exception();
            }
            // a stream answers what it cannot resume with reset
            if (req.query().all(name).size() > 1 && !new RequestReader(req).wantsStream()) {
              throw Problem.malformed("?" + name + "= is given more than once.").exception();
            }
          }
          handler.handle(req, res);
        });
  }

  /** A route with any query: what people follow links to, and what the page itself reads. */
  public RouteTable page(Method method, String path, Handler handler) {
    routes.computeIfAbsent(path, _ -> new LinkedHashMap<>()).put(method, handler);
    return this;
  }

  /** The methods of each path. */
  public Map<String, Set<String>> methods() {
    var methods = new LinkedHashMap<String, Set<String>>();
    routes.forEach((path, handlers) ->
        methods.put(
            path, handlers.keySet().stream().map(Method::text).collect(Collectors.toSet())));
    return methods;
  }

  /** Registers every route, wrapped by the interceptor. */
  public void register(HttpRouting.Builder routing, Interceptor interceptor) {
    routes.forEach((path, handlers) -> register(routing, interceptor, path, handlers));
  }

  private static void register(
      HttpRouting.Builder routing,
      Interceptor interceptor,
      String path,
      Map<Method, Handler> handlers) {
    handlers.forEach((method, handler) ->
        routing.route(method, path, quietly(interceptor.before(method, path, handler))));
    var get = handlers.get(Method.GET);
    if (get != null) {
      routing.route(Method.HEAD, path, quietly(interceptor.before(Method.GET, path, get)));
    }
    var allow = allow(handlers);
    routing.route(
        Method.OPTIONS,
        path,
        (_, res) -> res.header(HeaderNames.ALLOW, allow).status(Status.NO_CONTENT_204).send());
    routing.route(
        Method.predicate(),
        PathMatchers.create(path),
        (_, _) -> {
          throw Problem.methodNotAllowed(allow).exception();
        });
  }

  /**
   * A client that disconnects is no error: what its connection throws already closes it. Helidon
   * would take any checked exception that a socket has caused for that.
   */
  private static Handler quietly(Handler handler) {
    return (req, res) -> {
      try {
        handler.handle(req, res);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new CloseConnectionException("the client is too slow or the service stops", e);
      }
    };
  }

  private static String allow(Map<Method, Handler> handlers) {
    var methods = new TreeSet<String>();
    handlers.keySet().forEach(method -> methods.add(method.text()));
    methods.add(Method.OPTIONS.text());
    if (handlers.containsKey(Method.GET)) {
      methods.add(Method.HEAD.text());
    }
    return String.join(", ", methods);
  }
}
