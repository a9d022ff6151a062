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
import java.util.function.Function;
import waybill.json.Fields.InvalidFields;
import waybill.json.Json.MalformedJson;

/** Turns every error into a problem; the cause of a server error is logged and not sent. */
public final class Problems {
  private static final Logger LOG = System.getLogger(Problems.class.getName());
  static final String MEDIA_TYPE = "application/problem+json";

  private Problems() {}

  /**
   * Helidon drops the headers of a filter when a handler fails, so they are set again.
   *
   * @param problems turns an exception into a problem
   */
  public static void register(
      HttpRouting.Builder routing, SecurityHeaders headers, Function<Throwable, Problem> problems) {
    routing.error(
        HttpException.class,
        (req, res, e) -> {
          headers.addTo(res.headers());
          sendHttp(req, res, e);
        });
    routing.error(
        Throwable.class,
        (req, res, e) -> {
          headers.addTo(res.headers());
          send(req, res, problems.apply(e));
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
          default -> Problem.ofStatus(status.code(), status.reasonPhrase());
        };
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

  private static void sendHttp(ServerRequest req, ServerResponse res, HttpException e) {
    int status = e.status().code();
    if (status == 304) {
      sendUnchanged(res, e);
      return;
    }
    if (status >= 500) {
      LOG.log(Level.ERROR, "a request failed", e);
    }
    send(
        req,
        res,
        status == 404 ? Problem.notFound() : Problem.ofStatus(status, e.status().reasonPhrase()));
  }

  /**
   * Static content reports by an exception that the client's copy is current (304). That is no
   * problem. Helidon has dropped the headers of the route; those about caching belong to a 304 too
   * (RFC 9110, section 15.4.5).
   */
  private static void sendUnchanged(ServerResponse res, HttpException e) {
    res.header(HeaderNames.CACHE_CONTROL, "no-cache");
    e.headers().forEach(res::header);
    res.status(e.status()).send();
  }

  private static void send(ServerRequest req, ServerResponse res, Problem problem) {
    problem.headers().forEach(res::header);
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    try {
      Responses.send(req, res, problem.status(), MEDIA_TYPE, problem.json());
    } catch (CloseConnectionException e) {
      // the client is gone, as the next read shows; Helidon would log a stack trace
    }
  }
}
