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
import java.util.regex.Pattern;
import waybill.access.Caller;
import waybill.access.Credential;
import waybill.api.ApiProblems;
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

  private static final Pattern CLIENT = Pattern.compile("[0-9A-Za-z-]{1,64}");

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
    var inquiry = new RequestReader(req);
    CustomerId customer = inquiry.path("id", CustomerId::parse);
    long head = log.head(customer).orElseThrow(() -> Problem.notFound().exception());
    if (inquiry.wantsStream()) {
      var begin = begin(req, inquiry);
      stream(
          req,
          res,
          Caller.user(req).credential(),
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
    var inquiry = new RequestReader(req);
    OrderId order = inquiry.path("id", OrderId::parse);
    long head = log.head(order).orElseThrow(() -> Problem.notFound().exception());
    if (inquiry.wantsStream()) {
      var begin = begin(req, inquiry);
      stream(
          req,
          res,
          Caller.of(req).credential(order).orElseThrow(),
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
    var inquiry = new RequestReader(req);
    if (!inquiry.wantsStream()) {
      throw Problem.notAcceptable("text/event-stream").exception();
    }
    stream(req, res, Caller.user(req).credential(), streams::followEverything);
  }

  /**
   * The header wins: a browser that reconnects by itself repeats the first URL, but knows better
   * where it was.
   */
  private static Optional<String> begin(ServerRequest req, RequestReader inquiry) {
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
    var inquiry = new RequestReader(req);
    var client = inquiry.query("client", CLIENT, "must be 1 to 64 letters, digits or dashes");
    switch (places.enter(new Places.Caller(inquiry.addressGroup(), pass, client))) {
      case Admission.CredentialFull _, Admission.AddressFull _ ->
          throw Problem.tooManyStreams().exception();
      case Admission.NodeFull _ -> throw Problem.busy("Too many streams are open.").exception();
      case Admission.Granted(var place) -> open(req, res, place, stream);
    }
  }

  private static void open(ServerRequest req, ServerResponse res, Place place, Stream stream)
      throws IOException {
    boolean here = true;
    try {
      EventStreams.open(
          req,
          res,
          Streams.opening(),
          out -> {
            try (place) {
              stream.run(place, out);
            }
          });
    } catch (Detached leaving) {
      here = false;
      throw leaving;
    } finally {
      if (here) {
        place.close();
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
    var inquiry = new RequestReader(req);
    inquiry.acceptsJson(FORMS);
    res.header(HeaderNames.VARY, "Accept");
    long after = inquiry.query("after").map(text -> resumable(text, head)).orElse(0L);
    var events = reader.apply(new Page(after, inquiry.query("limit", 100, 500)));
    if (!events.isEmpty() && number.applyAsLong(events.getFirst()) != after + 1 && after > 0) {
      throw ApiProblems.cursorGone().exception();
    }
    var placed =
        events.stream()
            .map(event ->
                new EventJson.Placed(
                    new Cursor(log.epoch(), number.applyAsLong(event)), event.body()))
            .toList();
    var last = placed.isEmpty() ? new Cursor(log.epoch(), after) : placed.getLast().cursor();
    Responses.json(req, res, EventJson.history(last, placed));
  }

  private long resumable(String text, long head) {
    return Cursor.parse(text)
        .filter(cursor -> cursor.epoch().equals(log.epoch()) && cursor.number() <= head)
        .orElseThrow(() -> ApiProblems.cursorGone().exception())
        .number();
  }
}
