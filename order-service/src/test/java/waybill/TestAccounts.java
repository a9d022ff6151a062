package waybill;

import java.net.http.HttpResponse;

/** Accounts and guests of a running service, and what they say who they are by. */
record TestAccounts(RunningService service) {
  /** Makes a customer with an account of the same name. */
  void customer(String name) {
    service.customer(name);
    account(name, "customer\",\"customerId\":\"" + name);
  }

  void staff(String name) {
    account(name, "staff");
  }

  private void account(String name, String role) {
    var body =
        "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"%s\"}"
            .formatted(name, StaffTokens.PASSWORD, role);
    var answer = service.post("/api/accounts", body);
    if (answer.statusCode() != 201) {
      throw new AssertionError(answer.body());
    }
  }

  /** A Cookie header's value: a new session of this account. */
  String session(String name) {
    var body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, StaffTokens.PASSWORD);
    var answer = service.post("/api/session", body, RunningService.ANONYMOUS, "");
    if (answer.statusCode() != 204) {
      throw new AssertionError(answer.statusCode() + ": " + answer.body());
    }
    return cookie(answer);
  }

  /** An Authorization header's value. */
  String token(String name) {
    return "Bearer " + StaffTokens.token(service.uri("/"), name, StaffTokens.PASSWORD);
  }

  /**
   * A link that was made.
   *
   * @param secret what stands behind the hash sign
   */
  record Link(String order, String id, String secret) {}

  Link link(String order) {
    return link(order, "{}");
  }

  Link link(String order, String body) {
    var made = RunningService.json(service.post("/api/orders/" + order + "/links", body));
    var url = made.get("url").textValue();
    return new Link(order, made.get("id").textValue(), url.substring(url.indexOf('#') + 1));
  }

  /** A Cookie header's value: a guest who holds this link. */
  String guest(Link link) {
    var body = "{\"secret\":\"%s\"}".formatted(link.secret());
    return cookie(service.post("/api/links/redeem", body, RunningService.ANONYMOUS, ""));
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }
}
