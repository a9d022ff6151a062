package waybill.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import waybill.access.Caller;
import waybill.api.ChangeRequest;
import waybill.api.ChangeResponses;
import waybill.api.ErrorMapper;
import waybill.api.ReportedChangeRequests;
import waybill.audit.Audit;
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

/**
 * Many events in one request (newline-delimited JSON): the response has one result for each line
 * that is not blank, in the same order.
 *
 * <p>Each line is committed or refused on its own, so the response as a whole is 200. Those of one
 * order are done one after the other, those of different orders at once: they share a commit.
 */
public final class BulkRoutes {
  private static final String PATH = "/api/events";
  private static final String MEDIA_TYPE = "application/x-ndjson";
  public static final int MAX_BODY = 16 * 1024 * 1024;
  private static final int WINDOW_SIZE = 64;

  /** Bounds the memory for bodies. The windows of all requests fill half of the writer's queue. */
  private static final int MAX_REQUESTS = 8;

  private static final int MAX_REQUESTS_OF_CREDENTIAL = 2;

  private final OrderCommands commands;
  private final ChangeResponses responses;
  private final Audit audit;
  private final InstantSource clock;
  private final List<String> running = Collections.synchronizedList(new ArrayList<>());

  /** The size in bytes up to which the body of a request, and so each chunk of it, is accepted. */
  public static int largestBody(HttpPrologue request) {
    return request.uriPath().path().equals(PATH) ? MAX_BODY : RequestReader.MAX_BODY;
  }

  public BulkRoutes(OrderCommands commands, EventLog log, Audit audit, InstantSource clock) {
    this.commands = commands;
    this.responses = new ChangeResponses(log);
    this.audit = audit;
    this.clock = clock;
  }

  public void addTo(RouteTable routes) {
    routes.on(Method.POST, PATH, this::append);
  }

  private void append(ServerRequest req, ServerResponse res) throws Exception {
    var credential = Caller.user(req).credential().key();
    if (!begin(credential)) {
      // most clients read the answer only after they have sent everything
      var busy = Problem.busy("Too many requests of this kind are running.");
      throw busy.with("Connection", "keep-alive").exception();
    }
    try {
      if (req.headers().contains(ChangeRequest.IDEMPOTENCY_KEY)) {
        throw Problem.malformed("Give each line a key of its own instead.").exception();
      }
      var lines = NdjsonLines.of(new RequestReader(req).body(MEDIA_TYPE, MAX_BODY));
      var author = Caller.author(req);
      res.header(HeaderNames.CONTENT_TYPE, MEDIA_TYPE)
          .header(HeaderNames.CACHE_CONTROL, "no-store");
      try (var out = res.outputStream()) {
        for (int from = 0; from < lines.size(); from += WINDOW_SIZE) {
          var window = lines.subList(from, Math.min(lines.size(), from + WINDOW_SIZE));
          out.write(results(window, author).getBytes(UTF_8));
          out.flush();
        }
      }
    } finally {
      running.remove(credential);
    }
  }

  private synchronized boolean begin(String credential) {
    return running.size() < MAX_REQUESTS
        && Collections.frequency(running, credential) < MAX_REQUESTS_OF_CREDENTIAL
        && running.add(credential);
  }

  private String results(List<byte[]> window, Author author) throws InterruptedException {
    var results = new String[window.size()];
    var tasksByOrder = new LinkedHashMap<Optional<OrderId>, List<Runnable>>();
    for (int i = 0; i < results.length; i++) {
      int place = i;
      try {
        var line = line(window.get(i), author);
        tasksByOrder
            .computeIfAbsent(line.order(), _ -> new ArrayList<>())
            .add(() -> results[place] = append(line, author));
      } catch (RuntimeException e) {
        results[place] = refused(e);
      }
    }
    var threads =
        tasksByOrder.values().stream()
            .map(tasks -> Thread.startVirtualThread(() -> tasks.forEach(Runnable::run)));
    for (var thread : threads.toList()) {
      thread.join();
    }
    return String.join("", List.of(results));
  }

  private record Line(
      Optional<OrderId> order, Optional<IdempotencyKey> key, ReportedChange change) {}

  private Line line(byte[] json, Author author) {
    return Fields.read(
        Json.parse(json),
        f ->
            new Line(
                OrderId.parse(f.text("orderId", 40)),
                f.optionalMatch("key", ChangeRequest.KEY, ChangeRequest.KEY_RULE)
                    .map(key -> ChangeRequest.key(author, Method.POST, PATH, key, json)),
                ReportedChangeRequests.read(f, clock.instant())));
  }

  private String append(Line line, Author author) {
    try {
      var id = line.order().orElseThrow(() -> Problem.notFound().exception());
      var result = commands.append(id, line.change(), _ -> true, author, line.key());
      var event = responses.event(result);
      audit.changed(author, result);
      return "{\"status\":201,\"event\":" + responses.json(event) + "}\n";
    } catch (RuntimeException e) {
      return refused(e);
    }
  }

  private static String refused(RuntimeException e) {
    var problem = ErrorMapper.of(e);
    return "{\"status\":%d,\"problem\":%s}\n"
        .formatted(problem.status(), new String(problem.json(), UTF_8));
  }
}
