package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Function;
import waybill.json.Fields.InvalidFields;
import waybill.json.Json.MalformedJson;

/** Turns every error into a problem; the cause of a server error is logged and not sent. */
public final class Problems {
  private static final Logger LOG = System.getLogger(Problems.class.getName());
  private static final String HTTP_1_1 = "Use HTTP/1.1; in nginx: proxy_http_version 1.1.";
  static final String MEDIA_TYPE = "application/problem+json";

  private Problems() {}

  /**
   * Helidon drops the headers of a filter when a handler fails, so they are set again.
   *
   * @param problems turns an exception into a problem
   * @param page shows a problem to a person
   */
  public static void register(
      HttpRouting.Builder routing,
      SecurityHeaders headers,
      Function<Throwable, Problem> problems,
      Function<Problem, byte[]> page) {
    routing.error(
        Throwable.class,
        (req, res, e) -> {
          headers.addTo(res.headers());
          var problem = e instanceof HttpException http ? ofHelidon(http) : problems.apply(e);
          send(req, res, problem, page);
        });
  }

  /** The body of an error before routing, with its headers. */
  public static byte[] early(Status status, WritableHeaders<?> headers) {
    new SecurityHeaders(false).addTo(headers);
    headers.set(HeaderNames.CACHE_CONTROL, "no-store");
    headers.set(HeaderNames.CONTENT_TYPE, MEDIA_TYPE);
    var problem =
        switch (status.code()) {
          case 400 -> Problem.malformed("The request is not valid HTTP.");
          case 408 -> Problem.timedOut();
          case 413 -> Problem.tooLarge("The body, or a chunk of it, is too large.");
          case 415 -> Problem.unsupportedMediaType("the body without a Content-Encoding");
          case 503 -> Problem.busy("Too many bytes are held for slow clients.");
          case 505 -> Problem.of(505, "http-version", "Unsupported version", HTTP_1_1);
          default -> Problem.ofStatus(status.code(), status.reasonPhrase());
        };
    problem.headers().forEach((name, value) -> headers.set(HeaderNames.create(name), value));
    return problem.json();
  }

  /** The problem for an exception of this package; any other is logged as a failure. */
  public static Problem of(Throwable e) {
    return switch (e) {
      case ProblemException refused -> refused.problem();
      case MalformedJson malformed -> Problem.malformed(String.valueOf(malformed.getMessage()));
      case InvalidFields invalid -> Problem.invalid(invalid.errors());
      default -> {
        LOG.log(Level.ERROR, "a request failed", e);
        yield Problem.internal();
      }
    };
  }

  private static Problem ofHelidon(HttpException e) {
    int status = e.status().code();
    if (status >= 500) {
      LOG.log(Level.ERROR, "a request failed", e);
    }
    return status == 404 ? Problem.notFound() : Problem.ofStatus(status, e.status().reasonPhrase());
  }

  private static void send(
      ServerRequest req, ServerResponse res, Problem problem, Function<Problem, byte[]> page) {
    problem.headers().forEach(res::header);
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    try {
      if (isPerson(req)) {
        SecurityHeaders.ofPage(res.headers());
        Responses.send(req, res, problem.status(), Responses.HTML, page.apply(problem));
      } else {
        Responses.send(req, res, problem.status(), MEDIA_TYPE, problem.json());
      }
    } catch (CloseConnectionException e) {
      // the client is gone, as the next read shows; Helidon would log a stack trace
    }
  }

  /** Browsers ask for HTML when a person opens an address, and for anything in a script. */
  private static boolean isPerson(ServerRequest req) {
    var accepted = String.join(",", req.headers().all(HeaderNames.ACCEPT, List::of));
    return AcceptHeader.parse(accepted).explicitly("text/html") > 0;
  }
}
