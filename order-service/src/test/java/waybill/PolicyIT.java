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

/** Every kind of caller requests every route: the table of policies alone decides. */
final class PolicyIT {
  /** Any answer of a handler to an empty request, as opposed to one of the filter. */
  private static final int IN = 0;

  private static final Set<Integer> REFUSALS = Set.of(401, 403, 404);

  /** On ada's data: an unknown caller, a guest with a link to her order, grace, ada, staff. */
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
  private static final Map<String, String[]> CALLERS = new LinkedHashMap<>();
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
    CALLERS.put("unknown", new String[] {RunningService.ANONYMOUS, ""});
    CALLERS.put("a guest", new String[] {"Cookie", accounts.guest(accounts.link(order))});
    CALLERS.put("grace", new String[] {"Authorization", accounts.token("grace")});
    CALLERS.put("ada", new String[] {"Cookie", accounts.session("ada")});
    CALLERS.put("staff", new String[] {"Authorization", accounts.token("boss")});
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void theTableHasExactlyTheRoutesOfTheService() {
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

  /** The route that ends ada's session comes last. */
  @TestFactory
  Stream<DynamicTest> everyCallerIsLetInWhereTheTableSaysSo() {
    return Policies.TABLE.stream()
        .sorted((a, b) -> Boolean.compare(endsSessions(a), endsSessions(b)))
        .map(policy ->
            DynamicTest.dynamicTest(
                policy.method() + " " + policy.path(), () -> assertFollowsTheTable(policy)));
  }

  private static boolean endsSessions(Policy policy) {
    return policy.method().equals("DELETE") && policy.path().equals("/api/session");
  }

  private static void assertFollowsTheTable(Policy policy) {
    var expected = EXPECTED.get(policy.requirement()).iterator();
    var found = new LinkedHashMap<String, Integer>();
    var wanted = new LinkedHashMap<String, Integer>();
    CALLERS.forEach((name, credential) -> {
      wanted.put(name, expected.next());
      found.put(name, statusOf(policy, credential));
    });

    assertEquals(wanted, found);
  }

  private static int statusOf(Policy policy, String[] credential) {
    // the clock's answer never ends; HEAD has the same policy
    var method = policy.path().equals("/api/clock") ? "HEAD" : policy.method();
    int status = service.send(method, path(policy), "", credential).statusCode();
    return REFUSALS.contains(status) ? status : IN;
  }

  private static String path(Policy policy) {
    var path = policy.path();
    if (path.contains("/orders/{id}")) {
      path = path.replace("{id}", order);
    }
    if (path.contains("{link}")) {
      // a new link for each caller: the first caller who is let in revokes it
      path = path.replace("{link}", accounts.link(order).id());
    }
    var username = policy.method().equals("DELETE") ? "leaver" : "ada";
    return path.replace("{id}", "ada").replace("{username}", username);
  }

  @Test
  void aLinkShowsOnlyItsOrderAndNothingElse() {
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
