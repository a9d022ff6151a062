package waybill.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.regex.Pattern;
import waybill.access.Caller;
import waybill.access.Credential;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.log.EventLog;
import waybill.order.CustomerId;
import waybill.order.OrderId;
import waybill.stream.Cursor;
import waybill.stream.Hub;
import waybill.stream.StreamLimits;
import waybill.stream.StreamLimits.Admission;
import waybill.stream.Topic;

/** One resource, two forms: events as they come (text/event-stream), or as they came (JSON). */
public final class EventRoutes {
  private static final String FORMS = "application/json or text/event-stream";
  private static final Pattern CLIENT = Pattern.compile("[0-9A-Za-z-]{1,64}");

  private final EventLog log;
  private final OrderTopics topics;
  private final Hub hub;
  private final StreamLimits limits;

  public EventRoutes(EventLog log, Hub hub, StreamLimits limits) {
    this.log = log;
    this.topics = new OrderTopics(log);
    this.hub = hub;
    this.limits = limits;
  }

  public void addTo(RouteTable routes) {
    routes
        .on(Method.GET, "/api/customers/{id}/events", this::ofCustomer)
        .on(Method.GET, "/api/orders/{id}/events", this::ofOrder)
        .on(Method.GET, "/api/events", this::allChanges);
  }

  private void ofCustomer(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    CustomerId customer = reader.path("id", CustomerId::parse);
    long head = log.head(customer).orElseThrow(() -> Problem.notFound().exception());
    if (reader.wantsStream()) {
      var credential = Caller.user(req).credential();
      stream(req, res, credential, OrderTopics.of(customer), after(req));
    } else {
      history(req, res, OrderTopics.of(customer), head);
    }
  }

  private void ofOrder(ServerRequest req, ServerResponse res) {
    var reader = new RequestReader(req);
    OrderId order = reader.path("id", OrderId::parse);
    long head = log.head(order).orElseThrow(() -> Problem.notFound().exception());
    if (reader.wantsStream()) {
      var credential = Caller.of(req).credential(order).orElseThrow();
      stream(req, res, credential, OrderTopics.of(order), after(req));
    } else {
      history(req, res, OrderTopics.of(order), head);
    }
  }

  private void allChanges(ServerRequest req, ServerResponse res) {
    if (!new RequestReader(req).wantsStream()) {
      throw Problem.notAcceptable("text/event-stream").exception();
    }
    stream(req, res, Caller.user(req).credential(), Topic.ALL_CHANGES, Optional.empty());
  }

  /** A browser that reconnects repeats the first URL; its header is newer than the parameter. */
  private static Optional<String> after(ServerRequest req) {
    return req.headers()
        .first(HeaderNames.create("Last-Event-ID"))
        .filter(id -> !id.isEmpty())
        .or(() -> new RequestReader(req).query("after"));
  }

  private void stream(
      ServerRequest req,
      ServerResponse res,
      Credential right,
      Topic topic,
      Optional<String> after) {
    if (hub.isDraining()) {
      throw Problem.busy("The service is about to stop.").exception();
    }
    var reader = new RequestReader(req);
    var client = reader.query("client", CLIENT, "must be 1 to 64 letters, digits or dashes");
    var caller =
        new StreamLimits.Caller(reader.addressGroup(), right.key(), right.expires(), client);
    switch (limits.acquire(caller)) {
      case Admission.CredentialFull _, Admission.AddressFull _ ->
          throw Problem.tooManyStreams().exception();
      case Admission.NodeFull _ -> throw Problem.busy("Too many streams are open.").exception();
      case Admission.Granted(var permit) -> {
        try (permit) {
          EventStreams.send(req, res, Hub.opening(), out -> hub.follow(topic, after, permit, out));
        }
      }
    }
  }

  private void history(ServerRequest req, ServerResponse res, Topic topic, long head) {
    var reader = new RequestReader(req);
    reader.acceptsJson(FORMS);
    res.header(HeaderNames.VARY, "Accept");
    long after = reader.query("after").map(text -> resumable(text, head)).orElse(0L);
    var found = topics.after(topic, after, reader.query("limit", 100, 500));
    if (!found.isEmpty() && found.getFirst().number() != after + 1 && after > 0) {
      throw ApiProblems.cursorGone().exception();
    }
    var entries =
        found.stream()
            .map(entry -> new EventHistory.Entry(cursor(entry.number()), entry.data()))
            .toList();
    var last = entries.isEmpty() ? cursor(after) : entries.getLast().cursor();
    Responses.json(req, res, EventHistory.json(last, entries));
  }

  private Cursor cursor(long number) {
    return new Cursor(log.epoch(), number);
  }

  private long resumable(String text, long head) {
    return Cursor.parse(text)
        .filter(cursor -> cursor.epoch().equals(log.epoch()) && cursor.number() <= head)
        .orElseThrow(() -> ApiProblems.cursorGone().exception())
        .number();
  }
}
