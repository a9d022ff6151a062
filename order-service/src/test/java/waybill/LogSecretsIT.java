package waybill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret is told to its owner only and is written nowhere else. */
final class LogSecretsIT {
  private static final String JSON_OF = "{\"username\":\"%s\",\"password\":\"%s\"}";

  private final Map<String, String> secrets = new LinkedHashMap<>();

  private String secret(String name, String value) {
    assertTrue(value.length() > 8, name);
    secrets.put(name, value);
    return value;
  }

  @Test
  void noSecretIsInTheOutputOrInTheFiles(@TempDir Path data) throws IOException {
    secret("the first password", StaffTokens.PASSWORD);
    try (var service = ServiceProcess.start(data)) {
      secret("the first token", StaffTokens.bearer(service.port()).substring("Bearer ".length()));
      staffMakeAnAccountAndAnOrder(service);
      var session = itsOwnerSignsInAndShares(service);
      others(service, session);
      service.terminate();
      service.awaitExit();

      var output = String.join("\n", service.everything());
      var files = files(data);
      assertTrue(output.contains("action=sign-in account=mary"), "the audit speaks");
      assertTrue(files.contains("mary@example.org"), "the files can be read");
      secrets.forEach((name, secret) -> {
        assertFalse(output.contains(secret), () -> name + " is in the output");
        assertFalse(files.contains(secret), () -> name + " is in the files");
      });
    }
  }

  private static String files(Path data) throws IOException {
    var all = new StringBuilder();
    try (var files = Files.walk(data)) {
      for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        all.append(new String(Files.readAllBytes(file), ISO_8859_1));
      }
    }
    return all.toString();
  }

  private String order = "";

  private void staffMakeAnAccountAndAnOrder(ServiceProcess service) throws IOException {
    made(
        service.post(
            "/api/customers",
            "{\"id\":\"mary\",\"name\":\"Mary\",\"email\":\"mary@example.org\"}"));
    var password = secret("a password", "correct horse battery");
    made(
        service.post(
            "/api/accounts",
            "{\"username\":\"mary\",\"password\":\"%s\",\"role\":\"customer\",\"customerId\":\"mary\"}"
                .formatted(password)));
    order =
        made(service.post(
                "/api/orders",
                """
                {"customerId":"mary",
                 "destination":{"city":"Leipzig","country":"DE","timeZone":"Europe/Berlin"},
                 "lines":[{"sku":"LAMP-2","name":"Desk lamp","quantity":2}]}
                """))
            .get("id")
            .textValue();
    var refused = "{\"username\":\"mary\",\"password\":\"%s\",\"role\":\"king\",\"x\":1}";
    assertEquals(422, status(service, "/api/accounts", refused, "a password refused by a typo"));
  }

  private String itsOwnerSignsInAndShares(ServiceProcess service) throws IOException {
    var answer = service.post("/api/session", JSON_OF.formatted("mary", secrets.get("a password")));
    assertEquals(204, answer.statusCode());
    var session = Cookie.of(answer, Cookie.SESSION).orElseThrow();
    secret("a session", session.value());
    secret("a device", Cookie.of(answer, Cookie.DEVICE).orElseThrow().value());
    var token = service.post("/api/tokens", JSON_OF.formatted("mary", secrets.get("a password")));
    secret("a token", RunningService.json(token).get("accessToken").textValue());
    var url = made(service.post("/api/orders/" + order + "/links", "{}")).get("url").textValue();
    var link = secret("a link", url.substring(url.indexOf('#') + 1));
    var guest = service.post("/api/links/redeem", "{\"secret\":\"%s\"}".formatted(link));
    assertEquals(200, guest.statusCode());
    return session.pair();
  }

  /** Mistakes and attacks, which may send a valid secret in the wrong place. */
  private void others(ServiceProcess service, String session) throws IOException {
    assertEquals(401, status(service, "/api/session", JSON_OF.formatted("mary", "%s"), "a guess"));
    assertEquals(
        401,
        status(service, "/api/session", JSON_OF.formatted("%s", "x"), "a password for a name"));
    assertEquals(400, status(service, "/api/session", "{\"password\":\"%s\", oops", "in no JSON"));
    assertEquals(422, status(service, "/api/session", "{\"%s\":1}", "a password for a field"));
    assertEquals(404, status(service, "/api/links/redeem", "{\"secret\":\"%s\"}", "a dead link"));
    var key = "{\"oldPassword\":\"%s\",\"password\":\"something new\"}";
    assertEquals(405, status(service, "/api/accounts/mary/password", key, "an old password"));
    for (var name : new String[] {"a bad token", "no token at all"}) {
      var token = secret(name, name.replace(' ', '.') + ".AAAA");
      assertEquals(
          401, service.get("/api/orders", "Authorization", "Bearer " + token).statusCode());
    }
    var query = secret("a token in the address", "token-in-the-address-bar");
    service.get("/api/orders?access_token=" + query, "Authorization", "Basic " + query);
    service.get("/api/orders/" + order + "?t=" + query, "Cookie", session + "; x=" + query);
    service.get("/api/orders", "Cookie", session + "; " + "x".repeat(20_000) + query);
  }

  private int status(ServiceProcess service, String path, String body, String name)
      throws IOException {
    var value = secret(name, "secret-" + name.replace(' ', '-'));
    return service.post(path, body.formatted(value)).statusCode();
  }

  private static JsonNode made(HttpResponse<String> answer) {
    assertEquals(201, answer.statusCode(), answer::body);
    return RunningService.json(answer);
  }
}
