package waybill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import waybill.http.Proxies;

/** Every setting there is. The page in {@code docs/} is written from this. */
final class Keys {
  static final SettingKey<String> HOST =
      SettingKey.text(
          "server.host",
          "127.0.0.1",
          "address to listen on; one that others can reach needs TLS, here or in a proxy (`waybill.origin`)");
  static final SettingKey<Integer> PORT =
      SettingKey.port("server.port", "8080", "port to listen on; 0 takes any free one");
  static final SettingKey<Integer> MANAGEMENT_PORT =
      SettingKey.port(
          "waybill.management.port",
          "8081",
          "loopback port of the health checks; 0 takes any free one");
  static final SettingKey<Path> DATA =
      SettingKey.path(
          "waybill.data",
          "data",
          "folder of the H2 database file and its journal, which belong together; made if missing");
  static final SettingKey<String> DB_URL =
      SettingKey.text(
          "db.url", "", "JDBC URL of the database; empty: an H2 file in `waybill.data`");
  static final SettingKey<String> DB_USERNAME =
      SettingKey.text("db.username", "sa", "database account");
  static final SettingKey<String> DB_PASSWORD = SettingKey.text("db.password", "", "its password");
  static final SettingKey<String> BUS =
      SettingKey.oneOf(
          "waybill.bus", "in-process", "how nodes hear of each other's events", "in-process");
  static final SettingKey<Boolean> DEMO =
      SettingKey.flag(
          "waybill.demo", "false", "load demo customers and orders into an empty database");
  static final SettingKey<Boolean> SIMULATOR =
      SettingKey.flag(
          "waybill.demo.simulator", "true", "in demo mode: let orders move by themselves");
  static final SettingKey<Duration> PING =
      SettingKey.duration(
          "waybill.stream.ping",
          "PT15S",
          "longest silence on a stream before a ping; pages count on at most PT15S",
          Duration.ofSeconds(15));
  static final SettingKey<Duration> STALL =
      SettingKey.duration(
          "waybill.stream.stall",
          "PT20S",
          "longest time one write may be stuck before the stream is cut");
  static final SettingKey<Duration> AGE =
      SettingKey.duration(
          "waybill.stream.age",
          "PT30M",
          "longest life of a stream; its client comes back by itself");
  static final SettingKey<Duration> DRAIN =
      SettingKey.duration(
          "waybill.stream.drain", "PT3S", "period over which a stopping service ends its streams");

  static final SettingKey<Integer> LIMIT_CREDENTIAL =
      SettingKey.count(
          "waybill.limits.credential",
          "20",
          "streams open by one session, token or link; 429 above");
  static final SettingKey<Integer> LIMIT_ADDRESS =
      SettingKey.count(
          "waybill.limits.address", "1000", "streams open from one address; 429 above");
  static final SettingKey<Integer> LIMIT_NODE =
      SettingKey.count("waybill.limits.node", "10000", "streams open on this node; 503 above");

  static final SettingKey<String> ORIGIN =
      SettingKey.text(
          "waybill.origin",
          "",
          "where browsers find the service if a proxy in front of it speaks TLS, such as `https://track.example.com`");
  static final SettingKey<String> CORS =
      SettingKey.text(
          "waybill.cors.origins",
          "",
          "origins whose scripts may call the API with a token, with commas between them");
  static final SettingKey<String> ADMIN_PASSWORD =
      SettingKey.text(
          "waybill.admin.password",
          "",
          "password of the account `admin`, made at the first start; empty: a random one, printed once");
  static final SettingKey<String> ADMIN_PASSWORD_FILE =
      SettingKey.text("waybill.admin.password.file", "", "file with that password");
  static final SettingKey<Duration> STAFF_IDLE =
      SettingKey.duration(
          "waybill.session.staff.idle", "PT30M", "an unused session of staff ends after so long");
  static final SettingKey<Duration> STAFF_LIFE =
      SettingKey.duration(
          "waybill.session.staff.life", "PT12H", "any session of staff ends after so long");
  static final SettingKey<Duration> CUSTOMER_IDLE =
      SettingKey.duration(
          "waybill.session.customer.idle",
          "P14D",
          "an unused session of a customer ends after so long; an open page uses it");
  static final SettingKey<Duration> CUSTOMER_LIFE =
      SettingKey.duration(
          "waybill.session.customer.life", "P90D", "any session of a customer ends after so long");
  static final SettingKey<Duration> TOKEN_LIFE =
      SettingKey.duration("waybill.token.life", "PT1H", "life of a token for scripts");
  static final SettingKey<String> TOKEN_ISSUER =
      SettingKey.text(
          "waybill.token.issuer", "", "an outside issuer whose tokens are believed (their `iss`)");
  static final SettingKey<String> TOKEN_AUDIENCE =
      SettingKey.text("waybill.token.audience", "waybill", "what its tokens must carry as `aud`");
  static final SettingKey<String> TOKEN_KEYS =
      SettingKey.text(
          "waybill.token.keys", "", "its JSON Web Key Set: a `file:` or `https:` address");

  static final SettingKey<Duration> HTTP_REQUEST =
      SettingKey.duration(
          "waybill.http.request",
          "PT10S",
          "longest time from the first byte of a request to the end of its headers");
  static final SettingKey<Duration> HTTP_BODY =
      SettingKey.duration(
          "waybill.http.body",
          "PT30S",
          "longest time for a request's body, and a second more for each 32 KiB that came");
  static final SettingKey<Duration> HTTP_IDLE =
      SettingKey.duration(
          "waybill.http.idle", "PT60S", "longest wait for the next request of a connection");
  static final SettingKey<Proxies> PROXIES =
      SettingKey.proxies(
          "waybill.proxies",
          "",
          "addresses of the proxies whose X-Forwarded-For is believed; empty: nobody's");
  static final SettingKey<String> TLS_CERTIFICATE =
      SettingKey.text(
          "waybill.tls.certificate",
          "",
          "PEM file of the TLS certificate and those that vouch for it; empty: plain HTTP");
  static final SettingKey<String> TLS_KEY =
      SettingKey.text(
          "waybill.tls.key", "", "PEM file of its private key (PKCS #8, without a password)");

  static final List<SettingKey<?>> ALL =
      List.of(
          HOST,
          PORT,
          MANAGEMENT_PORT,
          DATA,
          DB_URL,
          DB_USERNAME,
          DB_PASSWORD,
          BUS,
          DEMO,
          SIMULATOR,
          PING,
          STALL,
          AGE,
          DRAIN,
          LIMIT_CREDENTIAL,
          LIMIT_ADDRESS,
          LIMIT_NODE,
          ORIGIN,
          CORS,
          ADMIN_PASSWORD,
          ADMIN_PASSWORD_FILE,
          STAFF_IDLE,
          STAFF_LIFE,
          CUSTOMER_IDLE,
          CUSTOMER_LIFE,
          TOKEN_LIFE,
          TOKEN_ISSUER,
          TOKEN_AUDIENCE,
          TOKEN_KEYS,
          HTTP_REQUEST,
          HTTP_BODY,
          HTTP_IDLE,
          PROXIES,
          TLS_CERTIFICATE,
          TLS_KEY);

  private Keys() {}
}
