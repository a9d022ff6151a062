package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Placing, reading and finding orders. */
final class OrdersRestIT {
  private static final Pattern NEXT = Pattern.compile("<(.+)>; rel=\"next\"");
  private static final String ORDER =
      """
      {"customerId":"ada",
       "destination":{"city":"Leipzig","country":"DE","timeZone":"Europe/Berlin"},
       "lines":[{"sku":"LAMP-2","name":"Desk lamp","quantity":2}],
       "eta":{"from":"2026-08-01T08:00:00Z","until":"2026-08-01T18:00:00Z"}}
      """;

  private static RunningService service;

  @BeforeAll
  static void start(@TempDir Path data) {
    service = RunningService.start(data);
    service.customer("ada");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aPlacedOrderIsReturnedWithItsLocationAndETag() {
    var response = service.post("/api/orders", ORDER);

    var order = ResponseAssertions.json(201, response);
    var location = ResponseAssertions.header(response, "Location");
    assertEquals("/api/orders/" + order.get("id").textValue(), location);
    assertEquals("\"1-staff\"", ResponseAssertions.header(response, "ETag"));
    assertEquals("no-store", ResponseAssertions.header(response, "Cache-Control"));
    assertEquals("PLACED", order.get("status").textValue());
    assertEquals("PLACED", order.get("headline").textValue());
    assertEquals("Europe/Berlin", order.at("/destination/timeZone").textValue());
    assertEquals("2026-08-01T08:00:00Z", order.at("/eta/from").textValue());
    assertFalse(order.at("/eta/delayed").booleanValue());
    assertTrue(order.get("allowed").toString().contains("order.confirmed"));
    assertEquals(order, RunningService.json(service.get(location)));
  }

  @Test
  void allWrongFieldsAreNamedAtOnce() {
    ResponseAssertions.invalid(
        service.post(
            "/api/orders",
            """
            {"customerId":7, "destination":{"city":" ","country":"de","timeZone":"Mars/Base"},
             "lines":[{"sku":"A","name":"b","quantity":0},{"sku":"A","quantity":1.5,"a/b~c":1}],
             "eta":{"from":"tomorrow","until":"2026-08-01T18:00:00Z"}, "colour":"red"}
            """),
        "/customerId",
        "/destination/city",
        "/destination/country",
        "/destination/timeZone",
        "/lines/0/quantity",
        "/lines/1/name",
        "/lines/1/quantity",
        "/lines/1/a~1b~0c",
        "/eta/from",
        "/colour");
    ResponseAssertions.invalid(
        service.post("/api/orders", "{}"), "/customerId", "/destination", "/lines");
  }

  @Test
  void anOrderOfAnUnknownCustomerIsInvalid() {
    ResponseAssertions.invalid(
        service.post("/api/orders", ORDER.replace("ada", "nobody")), "/customerId");
    ResponseAssertions.invalid(
        service.post("/api/orders", ORDER.replace("ada", "../x")), "/customerId");
  }

  @Test
  void anOrderIsReturnedWithCacheHeaders() {
    var response = service.get("/api/orders/" + service.order("ada"));

    ResponseAssertions.json(200, response);
    assertEquals("\"1-staff\"", ResponseAssertions.header(response, "ETag"));
    assertEquals("private, no-cache", ResponseAssertions.header(response, "Cache-Control"));
    assertEquals("Cookie, Authorization", ResponseAssertions.header(response, "Vary"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"1-staff\"",
        "W/\"1-staff\"",
        "\"7-staff\", \"1-staff\"",
        "\"7\",W/\"1-staff\"",
        "*",
        " * "
      })
  void aMatchingIfNoneMatchIsAnswered304(String tags) {
    var order = service.order("ada");

    var response = service.get("/api/orders/" + order, "If-None-Match", tags);

    assertEquals(304, response.statusCode());
    assertEquals("", response.body());
    assertEquals("\"1-staff\"", ResponseAssertions.header(response, "ETag"));
    assertEquals("private, no-cache", ResponseAssertions.header(response, "Cache-Control"));
    assertEquals("Cookie, Authorization", ResponseAssertions.header(response, "Vary"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2-staff\"",
        "\"11-staff\"",
        "\"1-guest\"",
        "\"1-customer\"",
        "W/\"1-guest\"",
        "\"1\"",
        "1-staff",
        "\"1-staff",
        "W/\"2-staff\", \"3-staff\"",
        "\"*\"",
        "garbage"
      })
  void anyOtherIfNoneMatchIsAnswered200(String tags) {
    var response = service.get("/api/orders/" + service.order("ada"), "If-None-Match", tags);

    assertEquals(200, response.statusCode());
  }

  @Test
  void repeatedConditionalHeadersAreOneList() {
    var path = "/api/orders/" + service.order("ada");
    try (var connection = RawHttp.connect(service.port())) {
      var known =
          connection.ask(
              "GET " + path, "If-None-Match: \"7\"", "X: y", "If-None-Match: W/\"1-staff\"");
      var stale =
          connection.tell(
              "POST " + path + "/events",
              "{\"type\":\"order.confirmed\"}".getBytes(UTF_8),
              "Content-Type: application/json",
              "If-Match: \"7\"",
              "If-Match: \"8\"");
      var current =
          connection.tell(
              "POST " + path + "/events",
              "{\"type\":\"order.confirmed\"}".getBytes(UTF_8),
              "Content-Type: application/json",
              "If-Match: \"7\"",
              "If-Match: \"1\"");

      assertEquals(304, known.status());
      assertEquals(412, stale.status());
      assertEquals(201, current.status());
    }
  }

  @Test
  void aChangedOrderHasANewETag() {
    var order = service.order("ada");
    service.append(order, "{\"type\":\"order.confirmed\"}");

    var response = service.get("/api/orders/" + order, "If-None-Match", "\"1-staff\"");

    assertEquals(200, response.statusCode());
    assertEquals("\"2-staff\"", ResponseAssertions.header(response, "ETag"));
  }

  @Test
  void theNextLinksOfASearchLeadThroughAllItsPages() {
    service.customer("pages");
    var placed = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      placed.addFirst(service.order("pages"));
    }

    var found = new ArrayList<String>();
    HttpResponse<String> page = service.get("/api/orders?customer=pages&limit=2&q=Desk%20lamp");
    var next = next(page);
    found.addAll(ids(page));
    while (!next.isEmpty()) {
      service.order("pages"); // orders that are placed meanwhile appear on no page
      page = service.get(next);
      found.addAll(ids(page));
      next = next(page);
    }

    assertEquals(placed, found);
    assertEquals(5, new HashSet<>(found).size());
    assertFalse(RunningService.json(page).has("next"));
  }

  @Test
  void aSearchForTooManyWordsIsRefused() {
    assertEquals(200, service.get("/api/orders?q=a+b+c+d+e+f+g+h").statusCode());

    ResponseAssertions.problem(400, "malformed", service.get("/api/orders?q=a+b+c+d+e+f+g+h+i"));
  }

  @Test
  void aSearchFiltersByStatusHeadlineAndWords() {
    service.customer("narrow");
    var placed = service.order("narrow");
    var confirmed = service.order("narrow");
    service.append(confirmed, "{\"type\":\"order.confirmed\"}");

    assertEquals(
        List.of(confirmed), ids(service.get("/api/orders?customer=narrow&status=CONFIRMED")));
    assertEquals(List.of(placed), ids(service.get("/api/orders?customer=narrow&headline=PLACED")));
    assertEquals(
        List.of(placed), ids(service.get("/api/orders?q=" + placed.toLowerCase(Locale.ROOT))));
    assertEquals(List.of(), ids(service.get("/api/orders?customer=narrow&q=%25")));
    assertEquals(List.of(), ids(service.get("/api/orders?customer=narrow&q=_")));
    assertEquals(List.of(), ids(service.get("/api/orders?customer=narrow&q='%20or%201=1")));
    assertEquals(List.of(), ids(service.get("/api/orders?customer=nobody")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=x",
        "limit=99999999999",
        "status=placed",
        "status=NOPE",
        "headline=%00",
        "page=garbage",
        "page=%FF",
        "page=AAAA"
      })
  void aSearchWithAnInvalidParameterIsMalformed(String query) {
    ResponseAssertions.problem(400, "malformed", service.get("/api/orders?" + query));
  }

  private static List<String> ids(HttpResponse<String> response) {
    return ResponseAssertions.texts(ResponseAssertions.json(200, response).get("orders"), "id");
  }

  private static String next(HttpResponse<String> page) {
    JsonNode token = RunningService.json(page).path("next");
    var link = page.headers().firstValue("Link");
    assertEquals(token.isTextual(), link.isPresent());
    if (link.isEmpty()) {
      return "";
    }
    var matcher = NEXT.matcher(link.get());
    assertTrue(matcher.matches(), link.get());
    assertTrue(matcher.group(1).contains(token.textValue()));
    return matcher.group(1);
  }
}
