package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A response, or an accepted request, that docs/openapi.yaml lacks fails the test that meets it.
 */
final class OpenApiTest {
  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";
  private static final String PROBLEM = "application/problem+json";

  private static final String ADA = "/api/customers/ada";
  private static final String CUSTOMER =
      "{'id':'ada','name':'Ada','email':'a@b.org','createdAt':'2026-08-01T08:00:00Z'}";
  private static final String REGISTRATION = "{'id':null,'name':'Ada','email':'a@b.org'}";
  private static final String NOT_FOUND =
      "{'type':'urn:waybill:problem:not-found','title':'a','status':404,'detail':'a'}";
  private static final String REFUSED_LINE = "{'status':404,'problem':" + NOT_FOUND + "}\n";

  @Test
  void whatTheDocumentHasPasses() throws Exception {
    check("GET", ADA, "", 200, JSON, CUSTOMER);
    check("HEAD", ADA, "", 200, JSON, "");
    check("GET", "/api/customers", "", 200, JSON, "{'customers':[" + CUSTOMER + "]}");
    check("POST", "/api/customers", REGISTRATION, 201, JSON, CUSTOMER);
    check("POST", "/api/customers", "{}", 422, PROBLEM, NOT_FOUND);
    check("DELETE", "/api/session", "", 204, "", "");
    check("POST", "/api/events", "{}", 200, NDJSON, REFUSED_LINE);
    check("POST", "/api/events", "\n", 200, NDJSON, "");
    check("GET", "/api/unknown", "", 404, PROBLEM, NOT_FOUND);
    check("GET", ADA, "", 404, "text/html; charset=utf-8", "a page for a person");
    check("GET", ADA, "", 431, PROBLEM, NOT_FOUND);
  }

  @Test
  void aFieldThatTheDocumentLacksFails() {
    var older = CUSTOMER.replace("{", "{'age':7,");

    fails("'age'", "GET", ADA, "", 200, JSON, older);
    fails("'age'", "GET", "/api/customers", "", 200, JSON, "{'customers':[" + older + "]}");
  }

  @Test
  void aFieldThatIsMissingFails() {
    fails("'id'", "GET", ADA, "", 200, JSON, CUSTOMER.replace("'id':'ada',", ""));
  }

  @Test
  void aValueOfAWrongTypeFails() {
    fails("/name: integer", "GET", ADA, "", 200, JSON, CUSTOMER.replace("'Ada'", "7"));
    fails("/name: null", "GET", ADA, "", 200, JSON, CUSTOMER.replace("'Ada'", "null"));
    fails("/createdAt:", "GET", ADA, "", 200, JSON, CUSTOMER.replace("2026", "Year 2026"));
  }

  @Test
  void aStatusThatTheDocumentLacksFails() {
    fails("no such response", "GET", ADA, "", 409, PROBLEM, NOT_FOUND);
    fails("no such response", "GET", ADA, "", 415, PROBLEM, NOT_FOUND);
    fails("no such response", "GET", "/api/unknown", "", 200, JSON, "{}");
  }

  @Test
  void aMediaTypeThatTheDocumentLacksFails() {
    fails("no such Content-Type", "GET", ADA, "", 200, "text/html", "Ada");
    fails("no such Content-Type", "GET", ADA, "", 404, JSON, NOT_FOUND);
  }

  @Test
  void aResponseWithoutItsBodyFails() {
    fails("has a body", "GET", ADA, "", 200, JSON, "");
  }

  @Test
  void anAcceptedRequestThatTheDocumentForbidsFails() {
    var order =
        "{'customerId':'ada','lines':[],"
            + "'destination':{'city':'Leipzig','country':'DE','timeZone':'Europe/Berlin'}}";

    fails("wants a body", "POST", "/api/customers", "", 201, JSON, CUSTOMER);
    fails("'age'", "POST", "/api/customers", "{'age':7}", 201, JSON, CUSTOMER);
    fails("/lines: must have at least 1", "POST", "/api/orders", order, 201, JSON, "{}");
    fails("accepts no such body", "DELETE", "/api/session", "{}", 204, "", "");
  }

  @Test
  void oneWrongLineOfABulkResponseFails() {
    var wrong = REFUSED_LINE.replace("404,'problem'", "'404','problem'");

    fails("/status: string", "POST", "/api/events", "{}", 200, NDJSON, REFUSED_LINE + wrong);
  }

  private static void fails(
      String why,
      String method,
      String path,
      String request,
      int status,
      String type,
      String response) {
    var error =
        assertThrows(
            AssertionError.class, () -> check(method, path, request, status, type, response));
    var errors = error.getMessage().replaceFirst("(?s).*\\[", "");
    assertTrue(errors.contains(why), error::getMessage);
  }

  /** Checks one exchange with a server that answers so. The JSON has ' instead of ". */
  private static void check(
      String method, String path, String request, int status, String type, String response)
      throws IOException, InterruptedException {
    var sent = request.replace('\'', '"');
    var body = response.replace('\'', '"').getBytes(UTF_8);
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try (var client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
      var message =
          HttpRequest.newBuilder(uri)
              .method(method, BodyPublishers.ofString(sent))
              .header("Content-Type", path.equals("/api/events") ? NDJSON : JSON)
              .timeout(Duration.ofSeconds(30));
      OpenApi.checked(sent, client.send(message.build(), BodyHandlers.ofString()));
    } finally {
      server.stop(0);
    }
  }
}
