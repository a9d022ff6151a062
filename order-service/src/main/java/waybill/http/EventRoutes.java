package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import waybill.access.Credential;
import waybill.json.EventJson;
import waybill.order.Cursor;
import waybill.order.CustomerId;
import waybill.order.LoggedEvent;
import waybill.order.OrderId;
import waybill.store.EventLog;
import waybill.stream.Pass;
import waybill.stream.Places;
import waybill.stream.Places.Admission;
import waybill.stream.Places.Place;
import waybill.stream.Streams;

/** One resource, two forms: events as they come (text/event-stream), or as they came (JSON). */
final class EventRoutes {
  private static final String FORMS = "application/json or text/event-stream";

  private final EventLog log;
  private final Streams streams;
  private final Places places;

  EventRoutes(EventLog log, Streams streams, Places places) {
    this.log = log;
    this.streams = streams;
    this.places = places;
  }

  void addTo(RouteTable routes) {
    routes
        .on(Method.GET, "/api/customers/{id}/events", this::ofCustomer)
        .on(Method.GET, "/api/orders/{id}/events", this::ofOrder)
        .on(Method.GET, "/api/events", this::ofEverybody);
  }

  private void ofCustomer(ServerRequest req, ServerResponse res) throws IOException {
    var inquiry = new Inquiry(req);
    CustomerId customer = inquiry.customerId();
    long head = log.head(customer).orElseThrow(() -> Problem.notFound().exception());
    if (inquiry.wantsStream()) {
      var begin = begin(req, inquiry);
      stream(
          req,
          res,
          inquiry.user().credential(),
          (place, out) -> streams.follow(customer, begin, place, out));
    } else {
      history(
          req,
          res,
          head,
          page -> log.after(customer, page.after(), page.limit()),
          LoggedEvent::seq);
    }
  }

  private void ofOrder(ServerRequest req, ServerResponse res) throws IOException {
    var inquiry = new Inquiry(req);
    OrderId order = inquiry.orderId();
    long head = log.head(order).orElseThrow(() -> Problem.notFound().exception());
    if (inquiry.wantsStream()) {
      var begin = begin(req, inquiry);
      stream(
          req,
          res,
          inquiry.visitor().credential(order).orElseThrow(),
          (place, out) -> streams.follow(order, begin, place, out));
    } else {
      history(
          req,
          res,
          head,
          page -> log.after(order, page.after(), page.limit()),
          LoggedEvent::version);
    }
  }

  private void ofEverybody(ServerRequest req, ServerResponse res) throws IOException {
    var inquiry = new Inquiry(req);
    if (!inquiry.wantsStream()) {
      throw Problem.notAcceptable("text/event-stream").exception();
    }
    stream(req, res, inquiry.user().credential(), streams::followEverything);
  }

  /**
   * The header wins: a browser that reconnects by itself repeats the first URL, but knows better
   * where it was.
   */
  private static Optional<String> begin(ServerRequest req, Inquiry inquiry) {
    return req.headers()
        .first(HeaderNames.create("Last-Event-ID"))
        .filter(id -> !id.isEmpty())
        .or(() -> inquiry.query("after"));
  }

  @FunctionalInterface
  private interface Stream {
    void run(Place place, OutputStream out) throws IOException;
  }

  private void stream(ServerRequest req, ServerResponse res, Credential right, Stream stream)
      throws IOException {
    if (streams.isDraining()) {
      throw Problem.busy("The service is about to stop.").exception();
    }
    var pass = new Pass(right.key(), right.expires());
    switch (places.enter(new Inquiry(req).caller(pass))) {
      case Admission.CredentialFull _, Admission.AddressFull _ ->
          throw Problem.tooManyStreams().exception();
      case Admission.NodeFull _ ->
          throw Problem.busy("All places for streams are taken.").exception();
      case Admission.Granted(var place) -> {
        try (place) {
          EventStreams.open(req, res, Streams.opening(), out -> stream.run(place, out));
        }
      }
    }
  }

  private record Page(long after, int limit) {}

  private void history(
      ServerRequest req,
      ServerResponse res,
      long head,
      Function<Page, List<LoggedEvent>> reader,
      ToLongFunction<LoggedEvent> number) {
    var inquiry = new Inquiry(req);
    inquiry.acceptsJson(FORMS);
    res.header(HeaderNames.VARY, "Accept");
    long after = inquiry.query("after").map(text -> resumable(text, head)).orElse(0L);
    var events = reader.apply(new Page(after, inquiry.query("limit", 100, 500)));
    if (!events.isEmpty() && number.applyAsLong(events.getFirst()) != after + 1 && after > 0) {
      throw Problem.gone().exception();
    }
    var placed =
        events.stream()
            .map(event ->
                new EventJson.Placed(
                    new Cursor(log.epoch(), number.applyAsLong(event)), event.body()))
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
