package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Staff, the customer and a guest read three bodies of one order, and each has its own tag. */
final class AudienceIT {
  private static RunningService service;
  private static String order;

  /** The headers that each audience sends. */
  private static final Map<String, List<String>> AUDIENCES = new LinkedHashMap<>();

  @BeforeAll
  static void start(@TempDir Path data) {
    service = RunningService.start(data);
    var accounts = new TestAccounts(service);
    accounts.customer("ada");
    order = "/api/orders/" + service.order("ada");
    var secret = accounts.link(order.substring("/api/orders/".length())).secret();
    AUDIENCES.put("staff", List.of());
    AUDIENCES.put("customer", List.of("Authorization", accounts.token("ada")));
    AUDIENCES.put("guest", List.of("Cookie", Cookie.GUEST + "=" + secret));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void theTagNamesTheVersionAndTheAudience() {
    AUDIENCES.forEach((audience, headers) -> {
      var response = service.get(order, headers.toArray(String[]::new));

      assertEquals("\"1-" + audience + "\"", ResponseAssertions.header(response, "ETag"));
      assertEquals("Cookie, Authorization", ResponseAssertions.header(response, "Vary"));
    });
  }

  @Test
  void aTagConfirmsTheBodyOfItsOwnAudienceAndNoOther() {
    AUDIENCES.forEach((one, ofOne) ->
        AUDIENCES.forEach((other, ofOther) -> {
          var known = service.get(order, ofOne.toArray(String[]::new));
          var tag = ResponseAssertions.header(known, "ETag");
          var headers = new ArrayList<>(ofOther);
          headers.addAll(List.of("If-None-Match", "W/" + tag));

          var response = service.get(order, headers.toArray(String[]::new));

          assertEquals(one.equals(other) ? 304 : 200, response.statusCode(), one + " " + other);
          if (!one.equals(other)) {
            assertNotEquals(known.body(), response.body());
          }
        }));
  }
}
