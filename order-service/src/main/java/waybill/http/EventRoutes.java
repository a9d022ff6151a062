package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import waybill.access.Credential;
import waybill.json.EventJson;
import waybill.order.CustomerId;
import waybill.order.OrderId;
import waybill.store.EventLog;
import waybill.stream.Cursor;
import waybill.stream.Hub;
import waybill.stream.StreamLimits;
import waybill.stream.StreamLimits.Admission;
import waybill.stream.Topic;

/** One resource, two forms: events as they come (text/event-stream), or as they came (JSON). */
final class EventRoutes {
  private static final String FORMS = "application/json or text/event-stream";

  private final EventLog log;
  private final OrderTopics topics;
  private final Hub streams;
  private final StreamLimits limits;

  EventRoutes(EventLog log, Hub streams, StreamLimits limits) {
    this.log = log;
    this.topics = new OrderTopics(log);
    this.streams = streams;
    this.limits = limits;
  }

  void addTo(RouteTable routes) {
    routes
        .on(Method.GET, "/api/customers/{id}/events", this::ofCustomer)
        .on(Method.GET, "/api/orders/{id}/events", this::ofOrder)
        .on(Method.GET, "/api/events", this::ofEverybody);
  }

  private void ofCustomer(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    CustomerId customer = inquiry.customerId();
    long head = log.head(customer).orElseThrow(() -> Problem.notFound().exception());
    if (inquiry.wantsStream()) {
      var after = after(req, inquiry);
      stream(req, res, inquiry.user().credential(), OrderTopics.of(customer), after);
    } else {
      history(req, res, OrderTopics.of(customer), head);
    }
  }

  private void ofOrder(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    OrderId order = inquiry.orderId();
    long head = log.head(order).orElseThrow(() -> Problem.notFound().exception());
    if (inquiry.wantsStream()) {
      var credential = inquiry.visitor().credential(order).orElseThrow();
      stream(req, res, credential, OrderTopics.of(order), after(req, inquiry));
    } else {
      history(req, res, OrderTopics.of(order), head);
    }
  }

  private void ofEverybody(ServerRequest req, ServerResponse res) {
    var inquiry = new Inquiry(req);
    if (!inquiry.wantsStream()) {
      throw Problem.notAcceptable("text/event-stream").exception();
    }
    stream(req, res, inquiry.user().credential(), Topic.ALL_CHANGES, Optional.empty());
  }

  /**
   * The header wins: a browser that reconnects by itself repeats the first URL, but knows better
   * where it was.
   */
  private static Optional<String> after(ServerRequest req, Inquiry inquiry) {
    return req.headers()
        .first(HeaderNames.create("Last-Event-ID"))
        .filter(id -> !id.isEmpty())
        .or(() -> inquiry.query("after"));
  }

  private void stream(
      ServerRequest req,
      ServerResponse res,
      Credential right,
      Topic topic,
      Optional<String> after) {
    if (streams.isDraining()) {
      throw Problem.busy("The service is about to stop.").exception();
    }
    switch (limits.acquire(new Inquiry(req).caller(right))) {
      case Admission.CredentialFull _, Admission.AddressFull _ ->
          throw Problem.tooManyStreams().exception();
      case Admission.NodeFull _ ->
          throw Problem.busy("All places for streams are taken.").exception();
      case Admission.Granted(var permit) -> {
        try (permit) {
          EventStreams.send(
              req, res, Hub.opening(), out -> streams.follow(topic, after, permit, out));
        }
      }
    }
  }

  private void history(ServerRequest req, ServerResponse res, Topic topic, long head) {
    var inquiry = new Inquiry(req);
    inquiry.acceptsJson(FORMS);
    res.header(HeaderNames.VARY, "Accept");
    long after = inquiry.query("after").map(text -> resumable(text, head)).orElse(0L);
    var entries = topics.after(topic, after, inquiry.query("limit", 100, 500));
    if (!entries.isEmpty() && entries.getFirst().number() != after + 1 && after > 0) {
      throw Problem.gone().exception();
    }
    var placed =
        entries.stream()
            .map(entry ->
                new EventJson.Placed(new Cursor(log.epoch(), entry.number()), entry.data()))
            .toList();
    var last = placed.isEmpty() ? new Cursor(log.epoch(), after) : placed.getLast().cursor();
    Answers.json(req, res, EventJson.history(last, placed));
  }

  private long resumable(String text, long head) {
    return Cursor.parse(text)
        .filter(cursor -> cursor.epoch().equals(log.epoch()) && cursor.number() <= head)
        .orElseThrow(() -> Problem.gone().exception())
        .number();
  }
}
