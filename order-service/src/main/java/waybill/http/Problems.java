package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import waybill.json.Fields.InvalidFields;
import waybill.json.Json.MalformedJson;
import waybill.store.GroupCommit.InDoubt;
import waybill.store.GroupCommit.Overloaded;

/** Every error as a problem; what a client cannot repair goes to the log and not to the client. */
final class Problems {
  private static final Logger LOG = System.getLogger(Problems.class.getName());
  static final String MEDIA_TYPE = "application/problem+json";

  private Problems() {}

  static void register(HttpRouting.Builder routing) {
    routing.error(ProblemException.class, (req, res, e) -> send(req, res, e.problem()));
    routing.error(
        MalformedJson.class,
        (req, res, e) -> send(req, res, Problem.malformed(String.valueOf(e.getMessage()))));
    routing.error(
        InvalidFields.class, (req, res, e) -> send(req, res, Problem.invalid(e.errors())));
    routing.error(
        Overloaded.class,
        (req, res, e) -> send(req, res, Problem.busy("More changes come in than can be written.")));
    routing.error(InDoubt.class, Problems::sendInDoubt);
    routing.error(HttpException.class, Problems::sendHttp);
    routing.error(Throwable.class, Problems::sendInternal);
  }

  private static void sendInDoubt(ServerRequest req, ServerResponse res, InDoubt e) {
    LOG.log(Level.ERROR, "a change is in doubt: " + req.prologue().method(), e);
    send(req, res, Problem.inDoubt());
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

  private static void sendInternal(ServerRequest req, ServerResponse res, Throwable e) {
    LOG.log(Level.ERROR, "a request failed: " + req.prologue().method(), e);
    send(req, res, Problem.internal());
  }

  private static void send(ServerRequest req, ServerResponse res, Problem problem) {
    problem.headers().forEach(res::header);
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    Answers.send(req, res, problem.status(), MEDIA_TYPE, problem.json());
  }
}
