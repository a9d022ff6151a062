package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No answer grows with the data: every list comes in pages, and the pages are the whole list. */
final class ListsIT {
  private static final int MAX_LINKS = 20;
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

  private static RunningService service;
  private static List<String> orders;
  private static List<String> done;

  @BeforeAll
  static void start(@TempDir Path data) {
    service = RunningService.start(data);
    service.customer("ada");
    for (int i = 0; i < 120; i++) {
      service.customer("c" + i);
    }
    orders = new ArrayList<>();
    done = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      var order = service.order("ada");
      orders.addFirst(order);
      if (i % 2 == 0) {
        service.append(order, "{\"type\":\"order.cancelled\",\"reason\":\"a test\"}");
        done.addFirst(order);
      }
    }
    for (int i = 0; i < 60; i++) {
      service.append(orders.getFirst(), "{\"type\":\"order.note_added\",\"text\":\"a\"}");
      service.post("/api/orders/" + orders.getFirst() + "/notes", "{\"text\":\"b\"}");
    }
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** A list: its address, the name of its member, and what tells its entries apart. */
  private record Paged(String path, String member, String id, int byDefault, int all) {}

  private static List<Paged> lists() {
    var one = "/api/orders/" + orders.getFirst();
    return List.of(
        new Paged("/api/customers?", "customers", "/id", 100, 121),
        new Paged("/api/orders?", "orders", "/id", 45, 45),
        new Paged("/api/customers/ada/orders?", "orders", "/id", 20, 45 - done.size()),
        new Paged("/api/customers/ada/orders?state=done&", "orders", "/id", 20, done.size()),
        new Paged(one + "/history?", "history", "", 100, 122));
  }

  @Test
  void everyPageIsBoundedAndThePagesAreTheWholeList() {
    for (var list : lists()) {
      var first = read(list.path());
      assertEquals(list.byDefault(), first.get(list.member()).size(), list.path());

      for (int limit : List.of(1, 7, 20)) {
        var seen = new ArrayList<String>();
        var next = list.path() + "limit=" + limit;
        while (!next.isEmpty()) {
          var page = service.get(next);
          var entries = ResponseAssertions.json(200, page).get(list.member());
          assertTrue(entries.size() <= limit, next);
          entries.forEach(entry -> seen.add(entry.at(list.id()).toString()));
          next = linkToNext(page);
        }

        assertEquals(list.all(), seen.size(), list.path() + limit);
        assertEquals(list.all(), new LinkedHashSet<>(seen).size(), list.path() + limit);
      }
    }
  }

  /** The member and the header say the same. */
  private static String linkToNext(HttpResponse<String> page) {
    var link = NEXT.matcher(String.join(",", page.headers().allValues("Link")));
    boolean found = link.find();
    assertEquals(found, RunningService.json(page).has("next"));
    return found ? link.group(1) : "";
  }

  /** A new route that answers with a list must be in one of these places. */
  @Test
  void everyReadOfTheApiIsAPagedListOrBoundedByItsNature() {
    var paged =
        Set.of(
            "/api/customers",
            "/api/customers/{id}/orders",
            "/api/customers/{id}/events",
            "/api/orders",
            "/api/orders/{id}/events",
            "/api/orders/{id}/history");
    var bounded =
        Set.of("/api/session", "/api/customers/{id}", "/api/orders/{id}", "/api/orders/{id}/links");
    var streams = Set.of("/api/events", "/api/health", "/api/clock");

    var known = new TreeSet<String>();
    List.of(paged, bounded, streams).forEach(known::addAll);
    var reads = new TreeSet<String>();
    service
        .waybill()
        .server()
        .routes()
        .forEach((path, methods) -> {
          if (path.startsWith("/api/") && methods.contains("GET")) {
            reads.add(path);
          }
        });

    assertEquals(known, reads);
    for (var path : paged) {
      var real = path.replace("{id}", path.contains("customers") ? "ada" : orders.getFirst());
      ResponseAssertions.problem(400, "malformed", service.get(real + "?limit=501"));
    }
  }

  @Test
  void anOrderHasFewLinks() {
    var links = "/api/orders/" + orders.getLast() + "/links";
    for (int i = 0; i < MAX_LINKS; i++) {
      assertEquals(201, service.post(links, "").statusCode());
    }

    assertEquals(409, service.post(links, "").statusCode());
    assertEquals(MAX_LINKS, read(links).get("links").size());
  }

  @Test
  void aCustomersPageBeginsWithTheOpenOrdersNewestFirst() {
    var open = new ArrayList<>(orders);
    open.removeAll(done);

    assertEquals(open.subList(0, 20), ids(read("/api/customers/ada/orders")));
    assertEquals(open, ids(read("/api/customers/ada/orders?state=open&limit=100")));
    assertEquals(done, ids(read("/api/customers/ada/orders?state=done&limit=100")));
  }

  @Test
  void aCustomersOrdersCanBeSearched() {
    var wanted = done.getFirst();

    var found = read("/api/customers/ada/orders?state=done&q=" + wanted.toLowerCase(Locale.ROOT));
    var ofOthers = read("/api/customers/c1/orders?state=done&q=" + wanted);

    assertEquals(List.of(wanted), ids(found));
    assertEquals(List.of(), ids(ofOthers));
  }

  /** What a page shows, and the stream that goes on from there, are all of it. */
  @Test
  void theCursorOfEachPageLeadsToTheChangesAfterIt() {
    var page = service.get("/api/customers/ada/orders?limit=3");

    var cursor = RunningService.json(page).get("cursor").textValue();
    var links = page.headers().allValues("Link");
    assertTrue(
        links
            .getFirst()
            .contains("</api/customers/ada/events?after=" + cursor + ">; rel=\"stream\""));
    assertTrue(links.getLast().contains("limit=3"), links::toString);
    assertFalse(linkToNext(page).isEmpty());
    assertEquals(0, read("/api/customers/ada/events?after=" + cursor).get("events").size());
  }

  private static JsonNode read(String path) {
    return ResponseAssertions.json(200, service.get(path));
  }

  private static List<String> ids(JsonNode page) {
    return StreamSupport.stream(page.get("orders").spliterator(), false)
        .map(order -> order.get("id").textValue())
        .toList();
  }
}
