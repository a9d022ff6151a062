package waybill.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.regex.Pattern;
import waybill.access.Caller;
import waybill.access.Credential;
import waybill.health.Health;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.limits.StreamLimits;
import waybill.limits.StreamLimits.Admission;
import waybill.limits.StreamLimits.Permit;
import waybill.log.EventLog;
import waybill.order.CustomerId;
import waybill.order.OrderId;
import waybill.stream.Hub;
import waybill.stream.Topic;

/** Events in two forms: live, as a stream (WHATWG HTML, section 9.2), or as history, in JSON. */
public final class EventRoutes {
  private static final Logger LOG = System.getLogger(EventRoutes.class.getName());
  private static final String[] QUERY = {"after", "before", "lastEventId", "client", "limit"};
  private static final Pattern CLIENT = Pattern.compile("[0-9A-Za-z-]{1,64}");

  private final EventLog log;
  private final EventHistory history;
  private final Hub hub;
  private final StreamLimits limits;

  public EventRoutes(EventLog log, Hub hub, StreamLimits limits) {
    this.log = log;
    this.history = new EventHistory(new OrderTopics(log));
    this.hub = hub;
    this.limits = limits;
  }

  public void addTo(RouteTable routes) {
    routes
        .on(Method.GET, "/api/customers/{id}/events", this::ofCustomer, QUERY)
        .on(Method.GET, "/api/orders/{id}/events", this::ofOrder, QUERY)
        .on(Method.GET, "/api/events", (req, res) -> live(req, res, Topic.ALL_CHANGES), QUERY)
        .on(Method.GET, "/api/health", (req, res) -> live(req, res, Health.TOPIC), QUERY);
  }

  private void ofCustomer(ServerRequest req, ServerResponse res) throws InterruptedException {
    var reader = new RequestReader(req);
    var customer = reader.path("id", CustomerId::parse);
    long head = log.head(customer).orElseThrow(() -> Problem.notFound().exception());
    if (reader.wantsStream()) {
      stream(req, res, OrderTopics.of(customer), Caller.user(req).credential());
    } else {
      history.send(req, res, OrderTopics.of(customer), head);
    }
  }

  private void ofOrder(ServerRequest req, ServerResponse res) throws InterruptedException {
    var reader = new RequestReader(req);
    var order = reader.path("id", OrderId::parse);
    long head = log.head(order).orElseThrow(() -> Problem.notFound().exception());
    if (reader.wantsStream()) {
      stream(req, res, OrderTopics.of(order), Caller.of(req).credential(order).orElseThrow());
    } else {
      history.send(req, res, OrderTopics.of(order), head);
    }
  }

  private void live(ServerRequest req, ServerResponse res, Topic topic)
      throws InterruptedException {
    if (!new RequestReader(req).acceptsStream()) {
      throw Problem.notAcceptable(Responses.EVENT_STREAM).exception();
    }
    stream(req, res, topic, Caller.user(req).credential());
  }

  /**
   * A browser that reconnects repeats the first URL, so its header is newer than the parameters; a
   * polyfill that cannot set the header adds a parameter.
   */
  private static Optional<String> after(ServerRequest req) {
    var reader = new RequestReader(req);
    return req.headers()
        .first(HeaderNames.create("Last-Event-ID"))
        .filter(id -> !id.isEmpty())
        .or(() -> reader.query("lastEventId"))
        .or(() -> reader.query("after"));
  }

  private void stream(ServerRequest req, ServerResponse res, Topic topic, Credential credential)
      throws InterruptedException {
    if (req.prologue().method().equals(Method.HEAD)) {
      Responses.stream(res).send();
    } else if (hub.isDraining()) {
      Responses.stream(res).send(hub.farewell());
    } else {
      follow(res, topic, after(req), permit(new RequestReader(req), credential));
    }
  }

  private Permit permit(RequestReader reader, Credential credential) {
    var client = reader.query("client", CLIENT, "must be 1 to 64 letters, digits or dashes");
    var caller =
        new StreamLimits.Caller(
            reader.addressGroup(), credential.key(), credential.expires(), client);
    return switch (limits.acquire(caller)) {
      case Admission.Granted(var permit) -> permit;
      case Admission.CredentialFull _, Admission.AddressFull _ ->
          throw Problem.tooManyStreams().exception();
      case Admission.NodeFull _ -> throw Problem.busy("Too many streams are open.").exception();
    };
  }

  /** Returns when the stream has ended properly, which may take hours. */
  private void follow(ServerResponse res, Topic topic, Optional<String> after, Permit permit)
      throws InterruptedException {
    try (permit) {
      var out = Responses.stream(res).outputStream();
      hub.follow(topic, after, permit, out);
    } catch (IOException | UncheckedIOException | CloseConnectionException e) {
      throw new CloseConnectionException("the client is gone", e);
    } catch (RuntimeException e) {
      // the status is sent already, so only the log can say what failed
      LOG.log(Level.ERROR, "a stream failed", e);
      throw new CloseConnectionException("the stream failed", e);
    }
  }
}
