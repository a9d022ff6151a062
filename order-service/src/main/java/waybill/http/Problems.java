package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import waybill.access.Passwords.Crowded;
import waybill.json.Fields.InvalidFields;
import waybill.json.Json.MalformedJson;
import waybill.store.GroupCommit.InDoubt;
import waybill.store.GroupCommit.Overloaded;

/** Every error as a problem; what a client cannot repair goes to the log and not to the client. */
final class Problems {
  private static final Logger LOG = System.getLogger(Problems.class.getName());
  static final String MEDIA_TYPE = "application/problem+json";

  private Problems() {}

  /** What a filter had set is gone by the time of an error, so it is set again. */
  static void register(HttpRouting.Builder routing, SecurityHeaders headers) {
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
          send(req, res, of(e));
        });
  }

  /** The body of an error before routing, with its headers. */
  static byte[] early(Status status, WritableHeaders<?> headers) {
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

  /** What the client is told; what broke on our side is logged here, once. */
  static Problem of(Throwable e) {
    return switch (e) {
      case ProblemException refused -> refused.problem();
      case MalformedJson malformed -> Problem.malformed(String.valueOf(malformed.getMessage()));
      case InvalidFields invalid -> Problem.invalid(invalid.errors());
      case Crowded _ -> Problem.busy("Too many people sign in at this moment.");
      case Overloaded _ -> Problem.busy("More changes come in than can be written.");
      case InDoubt _ -> {
        LOG.log(Level.ERROR, "a change is in doubt", e);
        yield Problem.inDoubt();
      }
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
   * Static content tells by an exception that the client has it already. That is no problem; what
   * the route had set is gone by now, and what a 200 would say of caching belongs to a 304 too (RFC
   * 9110, section 15.4.5).
   */
  private static void sendUnchanged(ServerResponse res, HttpException e) {
    res.header(HeaderNames.CACHE_CONTROL, "no-cache");
    e.headers().forEach(res::header);
    res.status(e.status()).send();
  }

  private static void send(ServerRequest req, ServerResponse res, Problem problem) {
    problem.headers().forEach(res::header);
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    Answers.send(req, res, problem.status(), MEDIA_TYPE, problem.json());
  }
}
