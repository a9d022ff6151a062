package waybill.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import waybill.access.Audit;
import waybill.access.Audit.Action;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.RouteTable;
import waybill.json.Fields;
import waybill.json.Json;
import waybill.log.Author;
import waybill.log.EventLog;
import waybill.log.IdempotencyKey;
import waybill.log.OrderCommands;
import waybill.order.OrderId;
import waybill.order.ReportedChange;
import waybill.stream.Permits;

/**
 * Many events in one request: one JSON object per line in, one result per line out, in the same
 * order. Blank lines are no lines and have no result.
 *
 * <p>Each line stands for itself: it is committed or refused whatever becomes of its neighbours, so
 * the answer as a whole is 200. A request that is too large is refused before its first line is
 * done. Lines are done in windows of {@value #WINDOW}: those of one order one after the other,
 * those of different orders at the same time, so that one commit pays for many. A line's form is
 * checked before its order is looked for, because it is the line that names the order.
 */
public final class BulkRoutes {
  private static final String MEDIA_TYPE = "application/x-ndjson";
  public static final int MAX_BODY = 16 * 1024 * 1024;
  private static final int WINDOW = 64;

  /**
   * So many requests at a time, or so much memory; their windows fill half of the writer's queue at
   * most. The next one is told to come again.
   */
  private static final int AT_ONCE = 8;

  private static final byte[] END = {'}', '\n'};
  private static final String PATH = "/api/events";

  private final OrderCommands commands;
  private final EventLog log;
  private final Audit audit;
  private final InstantSource clock;
  private final Permits<String> permits = new Permits<>(AT_ONCE);

  /** How large a body, and so a chunk of it, this request may have. */
  public static int largestBody(HttpPrologue request) {
    return request.uriPath().path().equals(PATH) ? MAX_BODY : RequestReader.MAX_BODY;
  }

  public BulkRoutes(OrderCommands commands, EventLog log, Audit audit, InstantSource clock) {
    this.commands = commands;
    this.log = log;
    this.audit = audit;
    this.clock = clock;
  }

  public void addTo(RouteTable routes) {
    routes.on(Method.POST, PATH, this::append);
  }

  private void append(ServerRequest req, ServerResponse res)
      throws IOException, InterruptedException {
    if (!permits.tryAcquire(PATH)) {
      throw Problem.busy("Too many requests of this kind are running.").exception();
    }
    try {
      var reader = new RequestReader(req);
      if (req.headers().contains(ApiRequest.IDEMPOTENCY_KEY)) {
        throw Problem.malformed("Give each line a key of its own instead.").exception();
      }
      var lines = NdjsonLines.of(reader.body(MEDIA_TYPE, MAX_BODY));
      res.header(HeaderNames.CONTENT_TYPE, MEDIA_TYPE);
      res.header(HeaderNames.CACHE_CONTROL, "no-store");
      try (var out = res.outputStream()) {
        for (int from = 0; from < lines.size(); from += WINDOW) {
          var window = lines.subList(from, Math.min(lines.size(), from + WINDOW));
          out.write(results(window, ApiRequest.author(req)));
          out.flush();
        }
      }
    } finally {
      permits.release(PATH);
    }
  }

  /** What a line says, and the only thing that its neighbours must know: its order. */
  private record Line(String order, Supplier<byte[]> work) {}

  private byte[] results(List<byte[]> window, Author author) throws InterruptedException {
    var results = new byte[window.size()][];
    var byOrder = new LinkedHashMap<String, List<Runnable>>();
    for (int i = 0; i < results.length; i++) {
      int place = i;
      var line = line(window.get(i), author);
      byOrder
          .computeIfAbsent(line.order(), _ -> new ArrayList<>())
          .add(() -> results[place] = line.work().get());
    }
    var threads = new ArrayList<Thread>();
    for (var sameOrder : byOrder.values()) {
      threads.add(Thread.ofVirtual().start(() -> sameOrder.forEach(Runnable::run)));
    }
    for (var thread : threads) {
      thread.join();
    }
    var out = new ByteArrayOutputStream();
    for (var result : results) {
      out.writeBytes(result);
    }
    return out.toByteArray();
  }

  private Line line(byte[] text, Author author) {
    try {
      var report = Fields.read(Json.parse(text), f -> report(f, text, author));
      return new Line(report.order(), () -> append(report, author));
    } catch (RuntimeException e) {
      var refused = refused(e);
      return new Line("", () -> refused);
    }
  }

  private record Report(String order, Optional<IdempotencyKey> key, ReportedChange reported) {}

  private Report report(Fields f, byte[] text, Author author) {
    var order = f.text("orderId", 40);
    var key =
        f.optionalMatch("key", ApiRequest.KEY, ApiRequest.KEY_RULE)
            .map(k -> ApiRequest.key(author.account(), Method.POST, PATH, k, text));
    return new Report(order, key, Requests.reportedChange(f, clock.instant()));
  }

  private byte[] append(Report report, Author author) {
    try {
      var id = OrderId.parse(report.order()).orElseThrow(() -> Problem.notFound().exception());
      var result = commands.append(id, report.reported(), _ -> true, author, report.key());
      var event = ChangeResponses.event(result, log);
      var target = id + "/" + event.type().wireName();
      audit.say(author.account(), author.address(), Action.ORDER_CHANGED, target, "done");
      return result("{\"status\":201,\"event\":", ChangeResponses.json(event, log.epoch()));
    } catch (RuntimeException e) {
      return refused(e);
    }
  }

  private static byte[] refused(RuntimeException e) {
    var problem = ApiProblems.of(e);
    return result("{\"status\":" + problem.status() + ",\"problem\":", problem.json());
  }

  private static byte[] result(String start, byte[] json) {
    var out = new ByteArrayOutputStream(start.length() + json.length + 2);
    out.writeBytes(start.getBytes(US_ASCII));
    out.writeBytes(json);
    out.writeBytes(END);
    return out.toByteArray();
  }
}
