package waybill;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import waybill.access.Policies;
import waybill.access.Policies.Policy;
import waybill.access.Requirement;

/** Everybody tries every door: what opens is what the table of policies says, and nothing else. */
final class PolicyIT {
  /** Whatever a handler answers to an empty request, but not what the gate does. */
  private static final int IN = 0;

  private static final Set<Integer> GATE = Set.of(401, 403, 404);

  /** For ada's things: nobody, a guest with a link to her order, grace, ada, staff. */
  private static final Map<Requirement, List<Integer>> EXPECTED =
      Map.of(
          Requirement.ANYONE, List.of(IN, IN, IN, IN, IN),
          Requirement.SIGNED_IN, List.of(401, 401, IN, IN, IN),
          Requirement.ACCOUNT_ITSELF, List.of(401, 401, 403, IN, IN),
          Requirement.CUSTOMER_ITSELF, List.of(401, 401, 404, IN, IN),
          Requirement.OWNER, List.of(401, 401, 404, IN, IN),
          Requirement.READER, List.of(401, IN, 404, IN, IN),
          Requirement.STAFF, List.of(401, 401, 403, 403, IN));

  @TempDir static Path data;
  private static RunningService service;
  private static final Map<String, String[]> ASKERS = new LinkedHashMap<>();
  private static TestAccounts accounts;
  private static String order;

  @BeforeAll
  static void start() {
    service = RunningService.start(data);
    accounts = new TestAccounts(service);
    accounts.customer("ada");
    accounts.customer("grace");
    accounts.staff("boss");
    accounts.staff("leaver");
    order = service.order("ada");
    ASKERS.put("nobody", new String[] {RunningService.ANONYMOUS, ""});
    ASKERS.put("a guest", new String[] {"Cookie", accounts.guest(accounts.link(order))});
    ASKERS.put("grace", new String[] {"Authorization", accounts.token("grace")});
    ASKERS.put("ada", new String[] {"Cookie", accounts.session("ada")});
    ASKERS.put("staff", new String[] {"Authorization", accounts.token("boss")});
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void everyRouteStandsInTheTableAndNothingElseDoes() {
    var routes = new HashSet<String>();
    service
        .waybill()
        .server()
        .routes()
        .forEach((path, methods) -> methods.forEach(method -> routes.add(method + " " + path)));

    var table = new HashSet<String>();
    Policies.TABLE.forEach(policy -> table.add(policy.method() + " " + policy.path()));

    assertEquals(table, routes);
  }

  /** What ends ada's session comes last. */
  @TestFactory
  Stream<DynamicTest> everybodyTriesEveryDoor() {
    return Policies.TABLE.stream()
        .sorted((a, b) -> Boolean.compare(endsSessions(a), endsSessions(b)))
        .map(policy ->
            DynamicTest.dynamicTest(
                policy.method() + " " + policy.path(), () -> assertOpensAsItSays(policy)));
  }

  private static boolean endsSessions(Policy policy) {
    return policy.method().equals("DELETE") && policy.path().equals("/api/session");
  }

  private static void assertOpensAsItSays(Policy policy) {
    var expected = EXPECTED.get(policy.requirement()).iterator();
    var found = new LinkedHashMap<String, Integer>();
    var wanted = new LinkedHashMap<String, Integer>();
    ASKERS.forEach((name, credential) -> {
      wanted.put(name, expected.next());
      found.put(name, knock(policy, credential));
    });

    assertEquals(wanted, found);
  }

  private static int knock(Policy policy, String[] credential) {
    // the clock never ends; HEAD goes through the same door
    var method = policy.path().equals("/api/clock") ? "HEAD" : policy.method();
    int status = service.send(method, path(policy), "", credential).statusCode();
    return GATE.contains(status) ? status : IN;
  }

  private static String path(Policy policy) {
    var path = policy.path();
    if (path.contains("/orders/{id}")) {
      path = path.replace("{id}", order);
    }
    if (path.contains("{link}")) {
      // one for each who asks: the first who may revokes it
      path = path.replace("{link}", accounts.link(order).id());
    }
    var username = policy.method().equals("DELETE") ? "leaver" : "ada";
    return path.replace("{id}", "ada").replace("{username}", username);
  }

  @Test
  void aLinkOpensItsOrderOnlyAndNeverAnythingElseOfIt() {
    var other = service.order("ada");
    var guest = accounts.guest(accounts.link(order));

    assertAll(
        () -> assertEquals(200, status("/api/orders/" + order, guest)),
        () -> assertEquals(404, status("/api/orders/" + other, guest)),
        () -> assertEquals(404, status("/api/orders/" + other + "/events", guest)),
        () -> assertEquals(404, status("/api/orders/WB-NONE", guest)),
        () -> assertEquals(401, status("/api/orders/" + order + "/history", guest)),
        () -> assertEquals(401, status("/api/customers/ada/orders", guest)));
  }

  private static int status(String path, String cookie) {
    return service.get(path, "Cookie", cookie).statusCode();
  }
}
