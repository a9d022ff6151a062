package waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import waybill.http.Problem;
import waybill.http.RequestReader;
import waybill.http.Responses;
import waybill.stream.Cursor;
import waybill.stream.Topic;

/** Events as JSON documents: the bytes of the log, each event with its cursor in front. */
final class EventHistory {
  private final OrderTopics topics;

  EventHistory(OrderTopics topics) {
    this.topics = topics;
  }

  /** Answers with a page of a topic whose last event has the number {@code head}. */
  void send(ServerRequest req, ServerResponse res, Topic topic, long head) {
    var reader = new RequestReader(req);
    reader.acceptsJson("application/json or text/event-stream");
    res.header(HeaderNames.VARY, "Accept");
    int limit = reader.query("limit", 100, 500);
    var after = reader.query("after").map(text -> resumable(topic, text, head));
    var before =
        reader
            .query("before")
            .map(text -> text.equals("latest") ? head : resumable(topic, text, head));
    if (after.isPresent() && before.isPresent()) {
      throw Problem.malformed("?after= and ?before= exclude each other.").exception();
    }
    long from = before.map(end -> Math.max(0, end - limit)).or(() -> after).orElse(0L);
    var found = topics.after(topic, from, limit);
    boolean isKept = found.isEmpty() ? from == head : found.getFirst().number() == from + 1;
    if (after.isPresent() && !isKept) {
      throw ApiProblems.cursorGone().exception();
    }
    long next = found.isEmpty() || before.isPresent() ? from : found.getLast().number();
    var events =
        (before.isPresent() ? found.reversed() : found)
            .stream()
                .filter(event -> event.number() <= before.orElse(Long.MAX_VALUE))
                .map(event -> event(topics.cursor(topic, event.number()), event.data()));
    Responses.json(req, res, page(topics.cursor(topic, next), events.toList()));
  }

  private long resumable(Topic topic, String text, long head) {
    return Cursor.parse(text)
        .filter(cursor -> cursor.equals(topics.cursor(topic, cursor.number())))
        .filter(cursor -> cursor.number() <= head)
        .orElseThrow(() -> ApiProblems.cursorGone().exception())
        .number();
  }

  static String event(Cursor cursor, byte[] body) {
    return "{\"cursor\":\"" + cursor + "\"," + new String(body, 1, body.length - 1, UTF_8);
  }

  /** A page of events; the next page begins after the cursor. */
  static byte[] page(Cursor cursor, List<String> events) {
    var json = "{\"cursor\":\"" + cursor + "\",\"events\":[" + String.join(",", events) + "]}";
    return json.getBytes(UTF_8);
  }
}
