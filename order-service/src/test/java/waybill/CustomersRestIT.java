package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registering customers and reading them. */
final class CustomersRestIT {
  private static RunningService service;

  @BeforeAll
  static void start(@TempDir Path data) {
    service = RunningService.start(data);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aCustomerMayChooseItsId() {
    var response =
        service.post(
            "/api/customers",
            "{\"id\":\"mary\",\"name\":\"Mary Ward\",\"email\":\"mary@example.org\"}");

    var customer = ResponseAssertions.json(201, response);
    assertEquals("/api/customers/mary", ResponseAssertions.header(response, "Location"));
    assertEquals("Mary Ward", customer.get("name").textValue());
    var read = service.get("/api/customers/mary");
    assertEquals(customer, ResponseAssertions.json(200, read));
    assertEquals("no-store", ResponseAssertions.header(read, "Cache-Control"));
  }

  @Test
  void aCustomerWithoutAnIdGetsOne() {
    var response =
        service.post("/api/customers", "{\"name\":\"Ann Onym\",\"email\":\"ann@example.org\"}");

    var id = ResponseAssertions.json(201, response).get("id").textValue();
    assertEquals("/api/customers/" + id, ResponseAssertions.header(response, "Location"));
    assertEquals(200, service.get("/api/customers/" + id).statusCode());
  }

  @Test
  void anIdIsGivenOnce() {
    service.customer("once");

    var again =
        service.post(
            "/api/customers", "{\"id\":\"once\",\"name\":\"Other\",\"email\":\"o@example.org\"}");

    ResponseAssertions.problem(409, "exists", again);
    assertEquals(
        "Customer once",
        RunningService.json(service.get("/api/customers/once")).get("name").textValue());
  }

  @Test
  void whatIsWrongIsNamedAllAtOnce() {
    ResponseAssertions.invalid(
        service.post(
            "/api/customers",
            "{\"id\":\"A B\",\"name\":\"two\\nlines\",\"email\":\"nobody\",\"phone\":\"1\"}"),
        "/id",
        "/name",
        "/email",
        "/phone");
    ResponseAssertions.invalid(service.post("/api/customers", "{}"), "/name", "/email");
    ResponseAssertions.invalid(
        service.post("/api/customers", "{\"name\":\"\",\"email\":7}"), "/name", "/email");
  }

  @Test
  void theListIsPaged() {
    for (var id : List.of("zz1", "zz2", "zz3")) {
      service.customer(id);
    }

    var first = service.get("/api/customers?limit=2&page=zz");
    var last = service.get("/api/customers?limit=2&page=zz2");

    var page = ResponseAssertions.json(200, first);
    assertEquals(List.of("zz1", "zz2"), ResponseAssertions.texts(page.get("customers"), "id"));
    assertEquals("zz2", page.get("next").textValue());
    var link = ResponseAssertions.header(first, "Link");
    assertTrue(link.startsWith("</api/customers?") && link.endsWith(">; rel=\"next\""), link);
    assertTrue(link.contains("limit=2") && link.contains("page=zz2"), link);
    assertEquals(
        List.of("zz3"),
        ResponseAssertions.texts(ResponseAssertions.json(200, last).get("customers"), "id"));
    assertFalse(RunningService.json(last).has("next"));
    assertTrue(last.headers().firstValue("Link").isEmpty());
  }
}
