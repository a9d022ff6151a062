package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import waybill.json.Json;

/** Writes responses; for HEAD only the headers (RFC 9110, section 9.3.2). */
public final class Responses {
  public static final String JSON = "application/json";
  public static final String EVENT_STREAM = "text/event-stream";
  public static final String HTML = "text/html; charset=utf-8";
  private static final byte[] NOTHING = {};

  private Responses() {}

  /** 200 with a view. */
  public static void json(ServerRequest req, ServerResponse res, Object view) {
    json(req, res, Json.bytes(view));
  }

  /** 200 with encoded JSON. */
  public static void json(ServerRequest req, ServerResponse res, byte[] body) {
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    send(req, res, 200, JSON, body);
  }

  /** 201 with the address of the new resource. */
  public static void created(ServerRequest req, ServerResponse res, String location, Object view) {
    res.header(HeaderNames.LOCATION, location);
    created(req, res, Json.bytes(view));
  }

  /** 201 with encoded JSON. */
  public static void created(ServerRequest req, ServerResponse res, byte[] body) {
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    send(req, res, 201, JSON, body);
  }

  public static void noContent(ServerResponse res) {
    res.header(HeaderNames.CACHE_CONTROL, "no-store");
    res.status(Status.NO_CONTENT_204).send();
  }

  public static void send(
      ServerRequest req, ServerResponse res, int status, String mediaType, byte[] body) {
    res.status(Status.create(status));
    res.header(HeaderNames.CONTENT_TYPE, mediaType);
    if (req.prologue().method().equals(Method.HEAD)) {
      res.headers().contentLength(body.length);
      res.send(NOTHING);
    } else {
      res.send(body);
    }
  }

  /** The head of a stream, which no cache keeps and no proxy holds back. */
  public static ServerResponse stream(ServerResponse res) {
    return res.header(HeaderNames.CONTENT_TYPE, EVENT_STREAM)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(HeaderNames.VARY, "Accept")
        .header("X-Accel-Buffering", "no");
  }
}
